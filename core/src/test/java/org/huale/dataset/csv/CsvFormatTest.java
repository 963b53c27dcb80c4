package org.huale.dataset.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetLocator;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageNames;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.Read;
import org.huale.dataset.Samples;
import org.huale.dataset.drawn.Drawing;
import org.huale.geometry.Box;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFormatTest {
    @TempDir
    private Path folder;

    private Read read(String text) {
        return Read.of("csv", folder.resolve("x.csv"), text, "a.png", "b.png");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "filename,width,height,class,xmin,ymin,xmax,ymax\na.png,64,48,cat,8,6,32,24\nb.png,64,48,,,,,\n",
                "image;label;x;y;width;height\na.png;cat;8;6;24;18\nb.png\n",
                "Image_Path\tClass_Name\tx1\ty1\tx2\ty2\n./a.png\tcat\t8\t6\t32\t24\nb\t\t\t\t\t\n",
                "label,bbox_x,bbox_y,bbox_width,bbox_height,img,img_width,img_height\ncat,8,6,24,18,a.png,64,48\n,,,,,b.png,64,48\n",
                "file,class,x,y,w,h\n\"a.png\",\"cat\",8.0,6.0,24,18\nb.png,,,,,\n",
                "image_id,width,height,class,x,y,w,h\na.png,64,48,cat,8,6,24,18\nb.png,64,48,,,,,\n"
            })
    void tablesOfManyToolsAreRead(String text) {
        Read read = read(text);
        assertThat(read.images()).containsExactly("a.png: cat 8.0 6.0 32.0 24.0", "b.png: ");
        assertThat(read.problems()).isEmpty();
    }

    @Test
    void rowsOfAnImageMayStandApart() {
        assertThat(read("file,class,x1,y1,x2,y2\na.png,cat,1,2,3,4\nb.png,dog,1,2,3,4\na.png,dog,5,6,7,8\n")
                        .images())
                .containsExactly("a.png: cat 1.0 2.0 3.0 4.0, dog 5.0 6.0 7.0 8.0", "b.png: dog 1.0 2.0 3.0 4.0");
    }

    /** Of two folders with images of one name only one is here. */
    @ParameterizedTest
    @CsvSource({"night/a.png, day/a.png", "a.jpg, day/a.png", "day/a.png, night/a.png"})
    void anImageIsThatOfTheRowsThatNameItsPath(String first, String second) {
        String text = "file,class,x1,y1,x2,y2\n" + first + ",cat,1,2,3,4\n" + second + ",cat,5,6,7,8\n";
        Read read = Read.of("csv", folder.resolve("x.csv"), text, "day/a.png");
        boolean other = first.equals("day/a.png");
        assertThat(read.images())
                .containsExactly(other ? "day/a.png: cat 1.0 2.0 3.0 4.0" : "day/a.png: cat 5.0 6.0 7.0 8.0");
        assertThat(read.problems())
                .containsExactly("UNUSABLE x.csv: line " + (other ? 3 : 2) + ": image '" + (other ? second : first)
                        + "' is no file and may be 'day/a.png', which another entry names; left out");
    }

    @Test
    void whatIsWrongIsToldByItsLineAndOtherColumnsByTheirName() {
        Read read = read(
                "file,class,x1,y1,x2,y2,colour\na.png,cat,1,2,x,4,red\na.png,,1,2,3,4\na.png,cat,,,,\na.png,cat,9,2,3,4\n");
        assertThat(read.problems())
                .containsExactly(
                        "NOTE x.csv: column 'colour' is not kept",
                        "UNUSABLE x.csv: line 2 (x2 is 'x'): box (1, 2, NaN, 4) is not finite; dropped",
                        "UNUSABLE x.csv: line 3: class name is empty; dropped",
                        "UNUSABLE x.csv: line 4 (x1 is ''): box (NaN, NaN, NaN, NaN) is not finite; dropped",
                        "MENDED x.csv: line 5: box (9, 2, 3, 4) ends before it begins; its corners were swapped");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.png,1,2,3,4,cat\n", "image,id,label\na.png,1,x\n", "file,class,x,y\n"})
    void aTableWithoutTheNeededColumnsIsRefusedWithThem(String text) {
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> read(text))
                .withMessageContaining("x.csv: the first line must name columns")
                .withMessageContaining("[xmin, ymin, xmax, ymax]");
    }

    @Test
    void commasMayStandForPointsWhereSemicolonsSeparate() {
        Read read = read("file;class;x1;y1;x2;y2\na.png;cat;1,5;2;3,25;4\na.png;cat;2,0;2;3,5;4\n");
        assertThat(read.images()).contains("a.png: cat 1.5 2.0 3.25 4.0, cat 2.0 2.0 3.5 4.0");
        assertThat(read.problems())
                .containsExactly("NOTE x.csv: line 2: a box has commas for points; 2 times in this file");
    }

    /** As spreadsheets write Unicode. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE"})
    void aTableMayHaveAByteOrderMark(String charset) throws IOException {
        Read first = read("file,class,x1,y1,x2,y2\na.png,cät,1,2,3,4\n");
        String mark = charset.equals("UTF-16") ? "" : "\uFEFF";
        Files.writeString(
                folder.resolve("x.csv"),
                mark + "file,class,x1,y1,x2,y2\r\na.png,cät,1,2,3,4\r\n",
                Charset.forName(charset));
        Read second =
                new Read(DatasetLocator.parse("csv:" + folder.resolve("x.csv")).read());
        assertThat(second.images()).isEqualTo(first.images());
    }

    /** As spreadsheets write tables where nobody asks for Unicode: names of as many letters would all be one class. */
    @Test
    void aTableInACodePageIsRefused() throws IOException {
        Path file = folder.resolve("x.csv");
        String text = "file,class,x1,y1,x2,y2\na.png,кот,1,2,3,4\na.png,пёс,1,2,3,4\n";
        Files.writeString(file, text, Charset.forName("windows-1251"));
        assertNoText(file, 2);
        String more = "file,class,x1,y1,x2,y2\n" + "a.png,cat,1,2,3,4\n".repeat(5000) + "кот.png,cat,1,2,3,4\n";
        Files.writeString(file, more, Charset.forName("windows-1251"));
        assertNoText(file, 5002);
        byte[] marked = ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE);
        Files.write(file, Arrays.copyOf(marked, marked.length - 1)); // breaks off within a letter
        assertNoText(file, 3);
    }

    /** It is known for a table all the same, so that nobody passes it over without a word. */
    private static void assertNoText(Path file, int line) {
        assertThat(new CsvFormat().resembles(file)).isTrue();
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> DatasetLocator.parse("csv:" + file).read())
                .withMessageContaining(
                        "x.csv: cannot be read: line " + line + " is not text in UTF-8, nor in UTF-16 with");
    }

    /** They are looked for once: with each box that would go through the whole data set again. */
    @Test
    void whichMarksHaveAColumnIsSettledBeforeTheFirstRow() throws IOException {
        Annotation cat = Annotation.of(new Box(1, 2, 3, 4), 0);
        ImageRecord image = new ImageRecord(new ImageId("a.png"), Path.of("a.png"), Samples.SIZE, List.of(cat));
        Dataset unmarked = new Dataset("unmarked", ClassNames.of("cat"), List.of(image));
        Drawing drawing = new Drawing(unmarked, ImageNames.of(unmarked, "images"), "", false);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new CsvWriter(drawing, true, true).write(out);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("""
                        filename,width,height,class,xmin,ymin,xmax,ymax,difficult,crowd
                        a.png,64,48,cat,1.0,2.0,3.0,4.0,0,0
                        """);
    }
}
