package org.huale.torch.parallel.watch;

/** What is written at the place where processes meet, so that they find the door of rank 0 and keep its time. */
public record DoorSign(int port, Pulse pulse) {

    public String text() {
        return port + " " + pulse.milliseconds() + " " + pulse.missed() + " "
                + pulse.leeway().least() + " " + pulse.leeway().most();
    }

    /** What {@link #text} wrote. */
    public static DoorSign of(String text) {
        String[] words = text.split(" ");
        Leeway leeway = new Leeway(Integer.parseInt(words[3]), Integer.parseInt(words[4]));
        return new DoorSign(
                Integer.parseInt(words[0]), new Pulse(Integer.parseInt(words[1]), Integer.parseInt(words[2]), leeway));
    }
}
