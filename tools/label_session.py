"""Plays a person who labels drawn images in the page of `huale label`, from a folder of photos and nothing else to the third cycle.

    python -m venv VENV && VENV/bin/pip install selenium
    VENV/bin/python tools/label_session.py bin/huale FOLDER

Needs Chromium and its driver. Draws a data set in FOLDER/drawn, copies its images to FOLDER/photos, and starts `huale label` on them. In the
browser it gives its name and the classes, then draws the true boxes with the mouse at one to one, and ends each image with a key; guesses
are left alone, so that they count as rejected. Then the same run is made with the oracle that knows the truth: with the same seed both must
select the same images, train the same weights and show the same learning curve, to the bit. An export of the run must hold the images that
it has learned from. Ends with status 1 where anything differs.
"""

import argparse
import hashlib
import json
import re
import shutil
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

PATIENCE = 1800
KEYS = ["detector=small-resnet-fpn", "weights.mode=scratch", "loss=standard", "training.batchSize=4", "training.iterations=60",
        "training.sgd.learningRate=0.002", "training.schedule.warmUpIterations=20", "training.loader.threads=1", "cycles=3", "threads=1"]


def huale(program, *words):
    print("huale", *words, flush=True)
    subprocess.run([program, *map(str, words)], check=True, stdout=subprocess.DEVNULL)


def draw(program, folder, images):
    drawn = folder / "drawn"
    huale(program, "make-dataset", drawn, "--images", images, "--test-images", 1, "--classes", 4, "--tail", 4, "--smallest-radius", 14,
          "--near-duplicates", 0, "--overwrite", "-q")
    photos = folder / "photos"
    shutil.rmtree(photos, ignore_errors=True)
    photos.mkdir()
    names = (drawn / "ImageSets/Main/trainval.txt").read_text().split()
    for name in names:
        shutil.copy(next((drawn / "JPEGImages").glob(name + ".*")), photos)
    return drawn, photos


def truth(drawn, photos):
    """Boxes by file name, as (class, x1, y1, x2, y2) with corners between pixels: a VOC corner names the pixel that is still inside."""
    boxes = {}
    for photo in photos.iterdir():
        root = ET.parse(drawn / "Annotations" / (photo.stem + ".xml")).getroot()
        boxes[photo.name] = []
        for entry in root.findall("object"):
            x1, y1, x2, y2 = (float(entry.findtext("bndbox/" + it)) for it in ("xmin", "ymin", "xmax", "ymax"))
            boxes[photo.name].append((entry.findtext("name"), x1 - 1, y1 - 1, x2, y2))
    return boxes


def found(*names):
    return next((path for path in map(shutil.which, names) if path), None) or sys.exit("not on this machine: " + names[0])


class Page:
    """The browser, and hands on its mouse and keys."""

    def __init__(self, address):
        options = webdriver.ChromeOptions()
        for it in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--lang=en", "--window-size=1280,860"):
            options.add_argument(it)
        options.binary_location = found("chromium", "chromium-browser", "google-chrome")
        self.driver = webdriver.Chrome(options=options, service=Service(found("chromedriver")))
        self.driver.get(address)

    def wait(self, what, seen):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            value = seen()
            if value:
                return value
            time.sleep(0.02)
        raise SystemExit(f"waited in vain for {what}; the page says: {self.text('body')}")

    def see(self, css):
        return self.wait(css, lambda: next((it for it in self.driver.find_elements(By.CSS_SELECTOR, css) if it.is_displayed()), None))

    def text(self, css):
        return self.script("return document.querySelector(arguments[0])?.textContent ?? ''", css)

    def script(self, script, *words):
        return self.driver.execute_script(script, *words)

    def answer(self, field, text):
        self.see(field).send_keys(text)
        self.see("dialog button.first").click()
        self.wait("the window to close", lambda: not self.driver.find_elements(By.CSS_SELECTOR, field))

    def press(self, *keys):
        ActionChains(self.driver).send_keys(*keys).perform()

    def next_image(self, before):
        """The number of another image than this one; None when the run is at its end."""

        def there():
            now = self.script("return document.querySelector('#stage').dataset.image ?? null")
            if now is not None and now != before:
                return now
            return "end" if "at its end" in self.text("#notice") else None

        found = self.wait("the next image", there)
        return None if found == "end" else found

    def pixels(self):
        """What the browser shows: SHA-256 of the file of the image."""
        return self.driver.execute_async_script("""
            const end = arguments[0];
            fetch(document.querySelector('#stage img').src).then(it => it.arrayBuffer())
                .then(it => crypto.subtle.digest('SHA-256', it))
                .then(it => end([...new Uint8Array(it)].map(b => b.toString(16).padStart(2, '0')).join('')));""")

    def draw(self, boxes, classes):
        self.press("z")  # one to one: a pixel of the screen is one of the image
        for number, (name, x1, y1, x2, y2) in enumerate(boxes):
            self.press(Keys.ESCAPE, str(classes.index(name) + 1))
            left, top = self.corner()
            drag = ActionChains(self.driver, duration=10)
            pointer = drag.w3c_actions.pointer_action
            pointer.move_to_location(left + x1, top + y1)
            pointer.pointer_down()
            pointer.move_to_location(left + (x1 + x2) / 2, top + (y1 + y2) / 2)
            pointer.move_to_location(left + x2, top + y2)
            pointer.pointer_up()
            drag.perform()
            self.wait("the box", lambda: self.count() == number + 1)

    def corner(self):
        """Where the image is on the screen, after the page has drawn what the last key did."""
        return self.driver.execute_async_script("""
            const end = arguments[0];
            requestAnimationFrame(() => requestAnimationFrame(() => {
                const it = document.querySelector('#stage img').getBoundingClientRect();
                end([it.left, it.top]);
            }));""")

    def count(self):
        return len(self.driver.find_elements(By.CSS_SELECTOR, ".thing.box"))


def label(page, known, boxes, classes):
    image, images, drawn = None, 0, 0
    while (image := page.next_image(image)) is not None:
        name = known[page.pixels()]
        page.wait("an empty image", lambda: page.count() == 0)
        page.draw(boxes[name], classes)
        page.press("d" if boxes[name] else "e")
        images += 1
        drawn += len(boxes[name])
        if images % 10 == 0:
            print(images, "images,", drawn, "boxes:", page.text("#amount"), flush=True)
    print(images, "images,", drawn, "boxes drawn")


def session(program, photos, boxes, classes, sizes):
    words = [program, "label", str(photos), "--no-browser", "--port", "0", "--measure", str(sizes.measure), "--first", str(sizes.first),
             "--batch", str(sizes.batch), *KEYS]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as server:
        try:
            address = next(found.group() for line in server.stdout if (found := re.search(r"http://\S+", line)))
            page = Page(address)
            page.answer("#name", "Ada")
            page.answer("#classes", "\n".join(classes))
            label(page, {hashlib.sha256(it.read_bytes()).hexdigest(): it.name for it in photos.iterdir()}, boxes, classes)
            page.driver.quit()
        finally:
            server.terminate()
    return photos.with_name(photos.name + "-labels")


def known_pool(place, boxes, classes):
    """The run's pool with all its true boxes."""
    pool = json.loads((place / "pool.json").read_text())
    pool["annotations"] = []
    for image in pool["images"]:
        for name, x1, y1, x2, y2 in boxes[image["file_name"]]:
            pool["annotations"].append({"id": len(pool["annotations"]) + 1, "image_id": image["id"], "category_id": classes.index(name) + 1,
                                        "bbox": [x1, y1, x2 - x1, y2 - y1], "area": (x2 - x1) * (y2 - y1), "iscrowd": 0})
    (place / "truth.json").write_text(json.dumps(pool))
    return place / "truth.json"


def twin(program, place, photos, boxes, classes):
    """The same run with the oracle that knows the truth."""
    config = json.loads((place / "run.json").read_text())
    config["data"]["pool"] = f"coco:{known_pool(place, boxes, classes)}:{photos}"
    config["oracle"] = "ground-truth"
    (place / "twin.json").write_text(json.dumps(config))
    huale(program, "run", place / "twin.json", "--out", place / "twin", "-q")


def differences(place, boxes, classes):
    measured = json.loads((place / "measure.json").read_text())
    names = {it["id"]: it["file_name"] for it in measured["images"]}
    found = {it: [] for it in names.values()}
    for it in measured["annotations"]:
        x, y, w, h = it["bbox"]
        found[names[it["image_id"]]].append((classes[it["category_id"] - 1], x, y, x + w, y + h))
    yield from (f"measure.json: {name} is not as it was drawn" for name in found if found[name] != boxes[name])
    cycles = sorted(it.name for it in (place / "twin").glob("cycle-*"))
    if len(cycles) != 3:
        yield f"{len(cycles)} cycles instead of 3"
    for cycle in cycles:
        for file in ("selection.json", "annotations.json", "evaluation.json", "test-matches.gz"):
            ours, theirs = (place / it / cycle / file for it in ("run", "twin"))
            if ours.exists() != theirs.exists() or ours.exists() and ours.read_bytes() != theirs.read_bytes():
                yield f"{cycle}/{file} differs"


def exported(program, place):
    """What an export of the run has too much or too little."""
    file = place.with_name("labels.json")
    huale(program, "export", place / "run", f"coco:{file}:{place.with_name('labels-images')}", "--overwrite")
    taken = [place / "run/initial-annotations.json", *(place / "run").glob("cycle-*/annotations.json")]
    labeled = sum(len(json.loads(it.read_text())["images"]) for it in taken)
    images = len(json.loads(file.read_text())["images"])
    if images != labeled:
        yield f"the export has {images} images, the run has {labeled}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("huale")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--measure", type=int, default=30)
    parser.add_argument("--first", type=int, default=30)
    parser.add_argument("--batch", type=int, default=20)
    sizes = parser.parse_args()
    sizes.folder.mkdir(parents=True, exist_ok=True)
    folder = sizes.folder.resolve()
    drawn, photos = draw(sizes.huale, folder, sizes.measure + sizes.first + 6 * sizes.batch)
    boxes = truth(drawn, photos)
    classes = sorted({it[0] for of in boxes.values() for it in of})
    place = session(sizes.huale, photos, boxes, classes, sizes)
    twin(sizes.huale, place, photos, boxes, classes)
    found = [*differences(place, boxes, classes), *exported(sizes.huale, place)]
    print("\n".join(found) or "the page's run and the run that knew the truth are equal, to the bit")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
