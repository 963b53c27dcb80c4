"""Writes exports of two boxes in a.png and b.png and none in c.png, as CVAT (through datumaro) and Label Studio make them."""
import json, os, sys, tempfile
import numpy as np
out = sys.argv[1]
work = tempfile.mkdtemp()
BOXES = [("dog", 8, 6, 32, 24), ("cat", 0, 0, 64, 48)]
import datumaro as dm
from datumaro.components.media import Image
def cvat(folder, form, subset):
    items = []
    for name in "abc":
        boxes = [] if name == "c" else [
            dm.Bbox(x1, y1, x2 - x1, y2 - y1, label=["dog", "cat"].index(label), id=i + 1, group=i + 1)
            for i, (label, x1, y1, x2, y2) in enumerate(BOXES)]
        items.append(dm.DatasetItem(id=name, subset=subset(name), annotations=boxes,
            media=Image.from_numpy(np.zeros((48, 64, 3), np.uint8), ext=".png", size=(48, 64))))
    data = dm.Dataset.from_iterable(items, categories=["dog", "cat"])
    data.export(f"{out}/{folder}", form, save_media=False)
def label_studio():
    from label_studio_sdk.converter import Converter
    config = '<View><Image name="image" value="$image"/><RectangleLabels name="label" toName="image"><Label value="dog"/><Label value="cat"/></RectangleLabels></View>'
    tasks = []
    for i, name in enumerate("abc"):
        result = [] if name == "c" else [dict(id=f"r{k}", type="rectanglelabels", from_name="label", to_name="image",
            original_width=64, original_height=48, image_rotation=0,
            value=dict(x=100*x1/64, y=100*y1/48, width=100*(x2-x1)/64, height=100*(y2-y1)/48, rotation=0, rectanglelabels=[label]))
            for k, (label, x1, y1, x2, y2) in enumerate(BOXES)]
        tasks.append(dict(id=i + 1, data=dict(image=f"/data/upload/1/0a1b2c3{i}-{name}.png"),
            annotations=[dict(id=i + 1, result=result, was_cancelled=False, completed_by=1, created_at="2024-01-01T00:00:00Z")]))
    json.dump(tasks, open(f"{work}/tasks.json", "w"))
    up = f"{work}/upload/1"; os.makedirs(up, exist_ok=True)
    from PIL import Image as P
    for i, name in enumerate("abc"): P.new("RGB", (64, 48)).save(f"{up}/0a1b2c3{i}-{name}.png")
    c = Converter(config=config, project_dir=work, upload_dir=f"{work}/upload")
    for folder, call in (("label-studio-json", c.convert_to_json), ("label-studio-json-min", c.convert_to_json_min)):
        os.makedirs(f"{out}/{folder}", exist_ok=True)
        call(f"{work}/tasks.json", f"{out}/{folder}", is_dir=False)
    for folder, call in (("label-studio-coco", c.convert_to_coco), ("label-studio-voc", c.convert_to_voc), ("label-studio-yolo", c.convert_to_yolo)):
        d = f"{out}/{folder}"; os.makedirs(d, exist_ok=True)
        try:
            call(f"{work}/tasks.json", d, output_image_dir=d + "/images", is_dir=False)
        except Exception as e:
            import traceback; traceback.print_exc()
cvat("cvat-coco", "coco_instances", lambda name: "train")
cvat("cvat-voc", "voc_detection", lambda name: "train")
cvat("cvat-yolo", "yolo", lambda name: "train")
cvat("cvat-xml", "cvat", lambda name: "train")
cvat("cvat-ultralytics", "yolo_ultralytics", lambda name: "val" if name == "c" else "train")
label_studio()
