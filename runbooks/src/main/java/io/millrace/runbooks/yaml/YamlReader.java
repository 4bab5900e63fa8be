package io.millrace.runbooks.yaml;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads one YAML document into {@link YamlNode}s. Anchors, aliases, tags, duplicate keys and further
 * documents are problems: what a reviewer sees in the file is all there is.
 */
public final class YamlReader {
    /** What BigDecimal reads too: no leading zeros, so that an unquoted account id stays a text. */
    private static final Pattern PLAIN_NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,18})?");

    private static final int MAX_DEPTH = 50;

    private static final YAMLFactory FACTORY = new YAMLFactory();

    private final String file;
    private final Problems problems;

    private YamlReader(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /** The document's root, or empty (and a problem) when it cannot be read. */
    public static Optional<YamlNode> read(String file, String text, Problems problems) {
        return new YamlReader(file, problems).read(text);
    }

    private Optional<YamlNode> read(String text) {
        try (var parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                problems.add(file, 0, "the file is empty; remove it or fill it");
                return Optional.empty();
            }
            var root = node(parser, 0);
            if (parser.nextToken() != null) {
                problems.add(file, line(parser.currentLocation()), "a second YAML document; one file holds one");
            }
            return Optional.of(root);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : line(e.getLocation());
            problems.add(file, line, "not valid YAML: " + inOneLine(e.getOriginalMessage()));
            return Optional.empty();
        } catch (TooDeepException e) {
            problems.add(file, e.line, "nested deeper than " + MAX_DEPTH + " levels; content is flat");
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Reading a text in memory failed", e);
        }
    }

    private YamlNode node(YAMLParser parser, int depth) throws IOException {
        int line = line(parser.currentTokenLocation());
        if (depth > MAX_DEPTH) {
            throw new TooDeepException(line);
        }
        if (parser.isCurrentAlias() || parser.getObjectId() != null || parser.getTypeId() != null) {
            problems.add(file, line, "anchors, aliases and tags are not read; write the value out");
        }
        var token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return map(parser, line, depth);
        }
        if (token == JsonToken.START_ARRAY) {
            var list = new YamlNode(YamlNode.Kind.LIST, line, "");
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                list.add(node(parser, depth + 1));
            }
            return list;
        }
        return scalar(parser, line);
    }

    private YamlNode map(YAMLParser parser, int line, int depth) throws IOException {
        var map = new YamlNode(YamlNode.Kind.MAP, line, "");
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            int keyLine = line(parser.currentTokenLocation());
            parser.nextToken();
            if (!map.put(key, keyLine, node(parser, depth + 1))) {
                problems.add(file, keyLine, "key \"" + key + "\" appears twice; first on line " + map.lineOf(key));
            }
        }
        return map;
    }

    private static YamlNode scalar(YAMLParser parser, int line) throws IOException {
        var token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return new YamlNode(YamlNode.Kind.NULL, line, "");
        }
        String text = parser.getText();
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return new YamlNode(YamlNode.Kind.BOOLEAN, line, text);
        }
        boolean number = token.isNumeric() && PLAIN_NUMBER.matcher(text).matches();
        return new YamlNode(number ? YamlNode.Kind.NUMBER : YamlNode.Kind.STRING, line, text);
    }

    private static int line(JsonLocation location) {
        return Math.max(location.getLineNr(), 1);
    }

    /** SnakeYAML tells what it was doing and what it found, between indented excerpts of the file. */
    private static String inOneLine(String message) {
        return message.lines().filter(line -> !line.startsWith(" ")).collect(Collectors.joining(", "));
    }

    private static final class TooDeepException extends IOException {
        private static final long serialVersionUID = 1;

        private final int line;

        private TooDeepException(int line) {
            this.line = line;
        }
    }
}
