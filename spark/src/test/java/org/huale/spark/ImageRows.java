package org.huale.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Tables of images, as other programs write them. */
final class ImageRows {

    private ImageRows() {}

    /** A column {@code path} with the names of files. */
    static void ofPaths(String table, List<String> names, Configuration configuration) throws IOException {
        MessageType schema = MessageTypeParser.parseMessageType(
                "message m { required binary path (STRING); required int32 width; }");
        try (ParquetWriter<Group> writer = writer(table, schema, configuration)) {
            for (String name : names) {
                writer.write(new SimpleGroupFactory(schema)
                        .newGroup()
                        .append("path", name)
                        .append("width", 0));
            }
        }
    }

    /** A column {@code path} with the names of files, beside two columns of bytes. */
    static void ofPathsBesideBytes(String table, List<String> names, Configuration configuration) throws IOException {
        MessageType schema = MessageTypeParser.parseMessageType(
                "message m { required binary hash; required binary thumbnail; required binary path (STRING); }");
        try (ParquetWriter<Group> writer = writer(table, schema, configuration)) {
            for (String name : names) {
                writer.write(new SimpleGroupFactory(schema)
                        .newGroup()
                        .append("hash", Binary.fromConstantByteArray(new byte[] {1}))
                        .append("thumbnail", Binary.fromConstantByteArray(new byte[] {2}))
                        .append("path", name));
            }
        }
    }

    /** A column {@code image} that holds the columns {@code bytes} and {@code path}, and a column {@code label}. */
    static void ofBytes(String table, List<Path> files, Configuration configuration) throws IOException {
        MessageType schema = MessageTypeParser.parseMessageType("message m { required int64 label;"
                + " required group image { required binary bytes; optional binary path (STRING); } }");
        try (ParquetWriter<Group> writer = writer(table, schema, configuration)) {
            for (Path file : files) {
                Group row = new SimpleGroupFactory(schema).newGroup().append("label", 1L);
                row.addGroup("image")
                        .append("bytes", Binary.fromConstantByteArray(Files.readAllBytes(file)))
                        .append("path", file.getFileName().toString());
                writer.write(row);
            }
        }
    }

    private static ParquetWriter<Group> writer(String table, MessageType schema, Configuration configuration)
            throws IOException {
        return ExampleParquetWriter.builder(
                        HadoopOutputFile.fromPath(new org.apache.hadoop.fs.Path(table), configuration))
                .withType(schema)
                .withConf(configuration)
                .build();
    }
}
