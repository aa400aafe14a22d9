package io.registryexporter.exporter.web;

import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The source of a YAML text, for messages. They name the option and the position in the file, and never quote the text or
 * the name of the file, which may be secrets.
 */
record YamlSource(Path file) {
    static final String OPTION = "--web.config.file";
    private static final String NO_YAML =
            "no YAML: look for a bracket or a quote that is not closed, or for white space";

    /** The mapping in a text; an empty text is an empty mapping. */
    YamlMap parse(String text) throws WebConfigException {
        try {
            Optional<Node> root =
                    new Compose(LoadSettings.builder().setLabel(OPTION).build()).composeString(text);
            return root.isPresent() ? YamlMap.of(this, root.get(), "the file") : YamlMap.empty(this);
        } catch (MarkedYamlEngineException e) {
            throw problem(e.getProblemMark().map(SourcePosition::of).orElse(SourcePosition.START), NO_YAML);
        } catch (ReaderException e) {
            throw problem(SourcePosition.after(text, e.getPosition()), "no YAML: a character that YAML does not allow");
        } catch (YamlEngineException e) {
            throw problem(SourcePosition.START, NO_YAML);
        } catch (StackOverflowError e) {
            // The parser recurses at each bracket, without a limit.
            throw problem(SourcePosition.START, "no web config: too many brackets inside each other");
        }
    }

    WebConfigException problem(Node node, String what) {
        return problem(SourcePosition.of(node), what);
    }

    WebConfigException problem(SourcePosition place, String what) {
        return new WebConfigException(OPTION + ", " + place + ": " + what);
    }
}
