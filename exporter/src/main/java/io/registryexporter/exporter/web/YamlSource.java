package io.registryexporter.exporter.web;

import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** The file that a YAML text was read from, for messages about it. */
record YamlSource(Path file) {

    /** The mapping that the text is; an empty text is an empty one. */
    YamlMap parse(String text) throws WebConfigException {
        try {
            Optional<Node> root =
                    new Compose(LoadSettings.builder().setLabel(file.toString()).build()).composeString(text);
            return root.isPresent() ? YamlMap.of(this, root.get(), "the file") : YamlMap.empty(this);
        } catch (MarkedYamlEngineException e) {
            throw problem(e.getProblemMark().map(YamlSource::line).orElse(1), "no YAML: " + e.getProblem());
        } catch (ReaderException e) {
            int line = (int) text.codePoints()
                            .limit(e.getPosition())
                            .filter(c -> c == '\n')
                            .count()
                    + 1;
            throw problem(line, "no YAML: a character that YAML does not allow");
        } catch (YamlEngineException e) {
            throw new WebConfigException(file + ": no YAML: " + e.getMessage());
        }
    }

    WebConfigException problem(Node node, String what) {
        return problem(line(node), what);
    }

    WebConfigException problem(int line, String what) {
        return new WebConfigException(file + ":" + line + ": " + what);
    }

    /** Counted from one. */
    static int line(Node node) {
        return node.getStartMark().map(YamlSource::line).orElse(1);
    }

    private static int line(Mark mark) {
        return mark.getLine() + 1;
    }
}
