"""Makes the image files beside it and, as NAME.ppm, the pixels that Pillow reads from each. See README.md."""
import pathlib
import struct
import zlib

import numpy as np
from PIL import Image, ImageCms

here = pathlib.Path(__file__).parent
W, H = 37, 23  # odd, so that padding of blocks and rows shows
y, x = np.mgrid[0:H, 0:W].astype(float)
pixels = np.stack([x * 255 / (W - 1), y * 255 / (H - 1), 128 + 100 * np.sin(x / 5) * np.cos(y / 4)], -1).astype(np.uint8)
rgb = Image.fromarray(pixels)
gray = Image.fromarray(pixels[..., 2])
alpha = Image.fromarray((x * 6).astype(np.uint8))
deep = (pixels.astype(np.uint16) << 8) | 0xC3


def png(path, array, colour_type):
    """A 16-bit PNG, which Pillow does not write."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in array)
    header = struct.pack(">IIBBBBB", array.shape[1], array.shape[0], 16, colour_type, 0, 0, 0)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def plain(image):
    """RGB as stored: no alpha, upper byte of 16 bits, no profile."""
    array = np.asarray(image)
    if array.dtype in (np.uint16, np.int32):
        return np.repeat((array >> 8).astype(np.uint8)[..., None], 3, -1)
    if image.mode == "CMYK":
        ink = array.astype(int)
        return ((255 - ink[..., :3]) * (255 - ink[..., 3:]) + 127) // 255
    if image.mode == "RGBA":
        return array[..., :3]
    return np.asarray(image.convert("RGB"))


def save(name, image, **options):
    image.save(here / name, **options)


save("rgb444.jpg", rgb, quality=95, subsampling=0)
save("rgb420.jpg", rgb, quality=90)
save("progressive.jpg", rgb, quality=90, progressive=True)
save("gray.jpg", gray, quality=90)
save("components-rgb.jpg", rgb, quality=95, keep_rgb=True)
profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
swapped = profile.replace(b"rXYZ", b"tmpX").replace(b"bXYZ", b"rXYZ").replace(b"tmpX", b"bXYZ")  # red and blue exchanged
save("profile.jpg", rgb, quality=95, subsampling=0, icc_profile=swapped)
cmyk = Image.fromarray(np.dstack([255 - pixels, (y * 5).astype(np.uint8)]), "CMYK")
save("cmyk.jpg", cmyk, quality=95)
stored = (here / "cmyk.jpg").read_bytes()
at = stored.index(b"Adobe") + 11
(here / "ycck.jpg").write_bytes(stored[:at] + b"\2" + stored[at + 1:])
save("palette.png", rgb.quantize(17))
save("palette-transparent.png", rgb.quantize(9), transparency=3)
save("gray1.png", gray.convert("1"))
save("gray4.png", gray.quantize(16), bits=4)
save("gray8.png", gray)
save("rgb8.png", rgb)
save("rgba8.png", Image.merge("RGBA", [*rgb.split(), alpha]))
save("gray-alpha8.png", Image.merge("LA", [gray, alpha]))
png(here / "gray16.png", deep[..., 2], 0)
png(here / "rgb16.png", deep, 2)
save("rgb.bmp", rgb)
save("gray.bmp", gray)
save("one-bit.bmp", gray.convert("1"))
save("rgba.bmp", Image.merge("RGBA", [*rgb.split(), alpha]))
save("rgb.tif", rgb, compression="tiff_lzw")
save("gray16.tif", Image.fromarray(deep[..., 2]))
save("rgba.tif", Image.merge("RGBA", [*rgb.split(), alpha]), compression="tiff_adobe_deflate")
save("cmyk.tif", cmyk)
save("lossless.webp", rgb, lossless=True)
save("lossy.webp", rgb, quality=90)
save("alpha.webp", Image.merge("RGBA", [*rgb.split(), alpha]), lossless=True, exact=True)
save("palette.gif", rgb.quantize(30))

for file in sorted(here.iterdir()):
    if file.suffix in (".jpg", ".png", ".bmp", ".tif", ".webp", ".gif"):
        array = plain(Image.open(file)).astype(np.uint8)
        (here / (file.name + ".ppm")).write_bytes(b"P6 %d %d 255\n" % (W, H) + array.tobytes())
