package org.huale.torch.stdio;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.huale.process.StandardStream;

/** A program in which Java and native code speak at once. */
final class Talk {
    static final int ENDLESS = 3_000_000;

    private Talk() {}

    public static void main(String[] words) throws InterruptedException {
        if (!words[0].equals("guest")) {
            StandardStream.takeBoth();
        }
        switch (words[0]) {
            case "apart" -> apart();
            case "much" ->
                StandardStream.OUT.say(
                        "caught: " + said("native\n".repeat(30_000)).size() + " lines");
            case "endless" -> tell(said("x".repeat(ENDLESS)));
            case "halves" -> halves();
            case "exit" -> exit();
            case "guest" -> DecoderWords.logged(Path.of("photo.jpg"), () -> speak("native\n"));
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    private static CaughtDescriptor caught() {
        return CaughtDescriptor.of(StandardStream.ERR).orElseThrow();
    }

    private static void apart() {
        speak("native before\n");
        CaughtDescriptor caught = caught();
        caught.open();
        speak("native within\n");
        StandardStream.ERR.say("java within");
        speak("without an end");
        caught.close();
        speak("native after\n");
        tell(caught.lines(true));
    }

    /** Lines that come in two parts, and words that are counted once. */
    private static void halves() {
        CaughtDescriptor caught = caught();
        caught.open();
        speak("one\ntw");
        tell(caught.lines(false));
        speak("o\nthree\n" + "x".repeat(ENDLESS));
        tell(caught.lines(false));
        caught.close();
        StandardStream.OUT.say("left: " + caught.lines(true).get(0).length());
        StandardStream.OUT.say("then: " + caught.lines(true).size());
    }

    private static List<String> said(String words) {
        CaughtDescriptor caught = caught();
        caught.open();
        speak(words);
        caught.close();
        return caught.lines(true);
    }

    /** The process ends while a file is being read that has said something. */
    private static void exit() throws InterruptedException {
        CountDownLatch said = new CountDownLatch(1);
        Thread reader = new Thread(() -> DecoderWords.logged(Path.of("photo.jpg"), () -> {
            speak("the last words\n");
            said.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return 0;
        }));
        reader.setDaemon(true);
        reader.start();
        said.await();
    }

    private static int speak(String words) {
        byte[] bytes = words.getBytes(UTF_8);
        return (int) CLibrary.write(2, bytes, bytes.length);
    }

    private static void tell(List<String> lines) {
        lines.forEach(line -> StandardStream.OUT.say("caught: " + line));
    }
}
