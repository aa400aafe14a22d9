package io.registryexporter.exporter.page;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The document. The template escapes all text; the policy allows the one style and the one script by their hashes (Content
 * Security Policy Level 3), and nothing else.
 */
public final class Page {
    private final Template template;
    private final String style;
    private final String script;

    private Page(Template template, String style, String script) {
        this.template = template;
        this.style = style;
        this.script = script;
    }

    /** Reads the resources. */
    public static Page load() {
        return new Page(
                Mustache.compiler().escapeHTML(true).emptyStringIsFalse(true).compile(resource("page.mustache")),
                resource("page.css"),
                resource("page.js"));
    }

    /** Writes the page as a standalone file, which needs no server. */
    public void writeFile(PageContent content, Writer out) {
        template.execute(new PageView(content, true, policy(), style, script), out);
    }

    /** Writes the page as the exporter's answer at {@code /}. */
    public void write(PageContent content, Writer out) {
        template.execute(new PageView(content, false, "", style, script), out);
    }

    /** The header {@code Content-Security-Policy} of the answer. */
    public String headerPolicy() {
        // A meta element cannot contain frame-ancestors. A file has no server to ask for tags.
        return policy() + "; connect-src 'self'; frame-ancestors 'none'";
    }

    private String policy() {
        return "default-src 'none'; style-src '" + hash(style) + "'; script-src '" + hash(script)
                + "'; img-src data:; base-uri 'none'; form-action 'none'";
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the jar has no " + name, e);
        }
    }
}
