package io.registryexporter.support.pages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.IdGenerator;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/**
 * A page of Markdown.
 *
 * @param headings their texts
 * @param anchors by which links reach the headings, as GitHub makes them
 * @param links the destinations of links and images
 * @param prose the text without code: headings, paragraphs and cells of tables
 */
record Page(Path file, List<String> headings, Set<String> anchors, List<String> links, List<String> prose) {
    private static final Parser PARSER =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();

    static Page read(Path file) {
        try {
            Reader reader = new Reader();
            PARSER.parse(Files.readString(file)).accept(reader);
            return new Page(file, reader.headings, reader.anchors, reader.links, reader.prose);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Reader extends AbstractVisitor {
        private final IdGenerator ids = IdGenerator.builder().build();
        private final List<String> headings = new ArrayList<>();
        private final Set<String> anchors = new LinkedHashSet<>();
        private final List<String> links = new ArrayList<>();
        private final List<String> prose = new ArrayList<>();

        @Override
        public void visit(Heading heading) {
            String text = text(heading, true);
            headings.add(text);
            anchors.add(ids.generateId(text));
            prose.add(text(heading, false));
            visitChildren(heading);
        }

        @Override
        public void visit(Paragraph paragraph) {
            prose.add(text(paragraph, false));
            visitChildren(paragraph);
        }

        @Override
        public void visit(org.commonmark.node.CustomNode node) {
            if (node instanceof TableCell) {
                prose.add(text(node, false));
            }
            visitChildren(node);
        }

        @Override
        public void visit(Link link) {
            links.add(link.getDestination());
            visitChildren(link);
        }

        @Override
        public void visit(Image image) {
            links.add(image.getDestination());
        }

        private static String text(Node node, boolean code) {
            StringBuilder text = new StringBuilder();
            node.accept(new AbstractVisitor() {
                @Override
                public void visit(Text part) {
                    text.append(part.getLiteral());
                }

                @Override
                public void visit(Code part) {
                    text.append(code ? part.getLiteral() : "CODE");
                }

                @Override
                public void visit(SoftLineBreak part) {
                    text.append(' ');
                }
            });
            return text.toString();
        }
    }
}
