package org.huale.spark.images;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.huale.problem.HualeException;
import org.huale.spark.hadoop.HadoopFiles;

/**
 * The columns of a table that say which images there are; a dot leads into a column that holds others, as in
 * {@code image.bytes}.
 *
 * @param schema of these columns alone
 * @param names paths of images or, where there are bytes, what they are called
 * @param bytes whole image files; empty where there are paths
 */
record TableColumns(MessageType schema, String names, Optional<String> bytes) {
    static final String PATH = "path";
    static final String BYTES = "bytes";
    static final String NAME = "name";

    private static final List<String> USUAL_NAMES = List.of(PATH, NAME, "id", "file_name", "image_id");

    /** @param asked column by what it is for, as far as somebody said so */
    static TableColumns of(Path part, HadoopFiles files, Map<String, String> asked) throws IOException {
        MessageType table = schema(part, files);
        if (asked.containsKey(PATH)) {
            return selected(table, require(table, asked.get(PATH), TableColumns::isText, part), Optional.empty());
        }
        Optional<String> bytes = asked.containsKey(BYTES)
                ? Optional.of(require(table, asked.get(BYTES), TableColumns::isBytes, part))
                : only(table, TableColumns::isBytes, BYTES, part);
        String names = asked.containsKey(NAME)
                ? require(table, asked.get(NAME), TableColumns::isText, part)
                : names(table, bytes.isPresent() ? NAME : PATH, part);
        return selected(table, names, bytes);
    }

    private static MessageType schema(Path part, HadoopFiles files) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(HadoopInputFile.fromPath(part, files.configuration()))) {
            return reader.getFileMetaData().getSchema();
        } catch (RuntimeException e) { // Parquet throws whatever its arithmetic stumbles on
            throw new HualeException(part + ": no Parquet file: " + e.getMessage(), e);
        }
    }

    private static TableColumns selected(MessageType table, String names, Optional<String> bytes) {
        Type[] roots = Stream.concat(Stream.of(names), bytes.stream())
                .map(it -> it.split("\\.", -1)[0])
                .distinct()
                .map(table::getType)
                .toArray(Type[]::new);
        return new TableColumns(new MessageType(table.getName(), roots), names, bytes);
    }

    private static String require(MessageType table, String column, Predicate<Type> wanted, Path part) {
        String[] steps = column.split("\\.", -1);
        if (!table.containsPath(steps) || !wanted.test(table.getType(steps))) {
            throw new HualeException(part + ": column " + column + " is not there or of another type; the table is "
                    + String.join("; ", table.toString().strip().split("\\R")));
        }
        return column;
    }

    private static Optional<String> only(MessageType table, Predicate<Type> wanted, String what, Path part) {
        List<String> found =
                table.getFields().stream().filter(wanted).map(Type::getName).toList();
        if (found.size() > 1) {
            throw new HualeException(part + ": several columns may hold " + what + ": " + found + "; say which with ?"
                    + what + "=" + (what.equals(BYTES) ? ", or which one has paths with ?" + PATH + "=" : ""));
        }
        return found.stream().findFirst();
    }

    private static String names(MessageType table, String key, Path part) {
        return USUAL_NAMES.stream()
                .filter(it -> table.containsField(it) && isText(table.getType(it)))
                .findFirst()
                .or(() -> only(table, TableColumns::isText, key, part))
                .orElseThrow(() -> new HualeException(
                        part + ": no column of text with the " + key + " of each image; say which with ?" + key + "="));
    }

    private static boolean isText(Type type) {
        return isBinary(type)
                && type.getLogicalTypeAnnotation() instanceof LogicalTypeAnnotation.StringLogicalTypeAnnotation;
    }

    private static boolean isBytes(Type type) {
        return isBinary(type) && type.getLogicalTypeAnnotation() == null;
    }

    private static boolean isBinary(Type type) {
        return type.isPrimitive() && type.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BINARY;
    }

    String words() {
        return bytes.map(it -> "image files are the bytes of column " + it + ", named by column " + names)
                .orElse("images are at the paths of column " + names);
    }

    String name(Group row) {
        Group at = group(row, names);
        return at.getString(last(names), 0);
    }

    byte[] bytes(Group row) {
        String column = bytes.orElseThrow();
        Group at = group(row, column);
        return at.getBinary(last(column), 0).getBytes();
    }

    private static Group group(Group row, String column) {
        String[] steps = column.split("\\.", -1);
        Group at = row;
        for (String step : Arrays.copyOf(steps, steps.length - 1)) {
            at = at.getGroup(step, 0);
        }
        if (at.getFieldRepetitionCount(last(column)) == 0) {
            throw new HualeException("column " + column + ": a row has nothing in it: "
                    + String.join("; ", at.getType().toString().split("\\R")));
        }
        return at;
    }

    private static String last(String column) {
        return column.substring(column.lastIndexOf('.') + 1);
    }
}
