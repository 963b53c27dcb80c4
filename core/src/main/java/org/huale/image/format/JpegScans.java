package org.huale.image.format;

/**
 * The scans of a JPEG, by their headers. A file without one has no pixels, though some decoders give gray for it; a file of thousands
 * takes a pass over all pixels for each.
 */
final class JpegScans {
    private static final int SOS = 0xDA;
    private static final int MOST = 200; // progressive files of cameras and programs have about ten

    private JpegScans() {}

    /** @throws BadImage where there is no scan, or more than any program writes */
    static void require(byte[] bytes) {
        int scans = JpegMarkers.count(bytes, SOS);
        if (scans == 0) {
            throw new BadImage("damaged: it has a frame and no scan");
        }
        if (scans > MOST) {
            throw new BadImage("it has " + scans + " scans, at most " + MOST + " are allowed");
        }
    }
}
