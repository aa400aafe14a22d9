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
 * The file that a YAML text was read from, for messages about it. They have its option and the place in the file, never
 * words of it: these may be secrets, as its name may be.
 */
record YamlSource(Path file) {
    static final String OPTION = "--web.config.file";
    private static final String NO_YAML =
            "no YAML: look for a bracket or a quote that is not closed, or for white space";

    /** The mapping that the text is; an empty text is an empty one. */
    YamlMap parse(String text) throws WebConfigException {
        try {
            Optional<Node> root =
                    new Compose(LoadSettings.builder().setLabel(OPTION).build()).composeString(text);
            return root.isPresent() ? YamlMap.of(this, root.get(), "the file") : YamlMap.empty(this);
        } catch (MarkedYamlEngineException e) {
            throw problem(e.getProblemMark().map(Place::of).orElse(Place.START), NO_YAML);
        } catch (ReaderException e) {
            throw problem(Place.after(text, e.getPosition()), "no YAML: a character that YAML does not allow");
        } catch (YamlEngineException e) {
            throw problem(Place.START, NO_YAML);
        } catch (StackOverflowError e) {
            // The parser goes down with each bracket, and has no limit.
            throw problem(Place.START, "no web config: too many brackets inside each other");
        }
    }

    WebConfigException problem(Node node, String what) {
        return problem(Place.of(node), what);
    }

    WebConfigException problem(Place place, String what) {
        return new WebConfigException(OPTION + ", " + place + ": " + what);
    }
}
