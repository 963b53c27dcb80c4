"""Writes torch/src/test/resources/golden/companion: losses and gradients of VAAL's networks, computed with PyTorch."""

import pathlib

import torch
from safetensors.torch import save_file
from torch import nn
from torch.nn import functional as F

import formula
from goldens import summary

FOLDER = pathlib.Path(__file__).parent.parent / "torch/src/test/resources/golden/companion"
SIZE, WIDTH, LATENT, HIDDEN, BATCH = 64, 4, 6, 16, 3
MODES = {"faithful": dict(error=0.1, reduce=torch.sum), "fixed": dict(error=1.0, reduce=torch.mean)}


class Autoencoder(nn.Module):
    def __init__(self):
        super().__init__()
        widths = [WIDTH << i for i in range(5)]
        self.side = SIZE >> 5
        flat = widths[-1] * self.side**2
        self.down = nn.ModuleList(nn.Conv2d(i, o, 4, 2, 1) for i, o in zip([3] + widths, widths))
        self.down_norm = nn.ModuleList(nn.BatchNorm2d(o) for o in widths)
        self.mean = nn.Linear(flat, LATENT)
        self.log_variance = nn.Linear(flat, LATENT)
        self.unfold = nn.Linear(LATENT, flat)
        back = widths[::-1] + [WIDTH // 2]
        self.up = nn.ModuleList(nn.ConvTranspose2d(i, o, 4, 2, 1) for i, o in zip(back, back[1:]))
        self.up_norm = nn.ModuleList(nn.BatchNorm2d(o) for o in back[1:])
        self.colours = nn.ConvTranspose2d(WIDTH // 2, 3, 1)

    def code(self, x):
        for conv, norm in zip(self.down, self.down_norm):
            x = F.relu(norm(conv(x)))
        x = x.flatten(1)
        return self.mean(x), self.log_variance(x)

    def image(self, z):
        x = self.unfold(z).view(len(z), -1, self.side, self.side)
        for conv, norm in zip(self.up, self.up_norm):
            x = F.relu(norm(conv(x)))
        return self.colours(x)


class Networks(nn.Module):
    def __init__(self):
        super().__init__()
        self.autoencoder = Autoencoder()
        self.discriminator = nn.ModuleDict(
            dict(first=nn.Linear(LATENT, HIDDEN), second=nn.Linear(HIDDEN, HIDDEN), last=nn.Linear(HIDDEN, 1))
        )
        with torch.no_grad():
            formula.fill(self)

    def labeled(self, code):
        d = self.discriminator
        return torch.sigmoid(d["last"](F.relu(d["second"](F.relu(d["first"](code))))).flatten())


def images(name):
    return formula.signed(name, (BATCH, 3, SIZE, SIZE))


def autoencoder_loss(mode, nets, groups, out):
    total = 0
    for name, x, normal in groups:
        mu, logvar = nets.autoencoder.code(x)
        back = nets.autoencoder.image(mu + normal * torch.exp(logvar / 2))
        error = F.mse_loss(back, x)
        divergence = mode["reduce"](-0.5 * (1 + logvar - mu**2 - logvar.exp()))
        deceit = F.binary_cross_entropy(nets.labeled(mu), torch.ones(len(x)))
        out.update({f"{name}.error": error, f"{name}.divergence": divergence, f"{name}.deceit": deceit})
        total = total + mode["error"] * error + divergence + deceit
    return total


def case(which, mode):
    out = {}
    nets = Networks()
    labeled, unlabeled = images("images labeled"), images("images unlabeled")
    noise = formula.signed("noise", (2 * BATCH, LATENT))
    if which == "faithful":
        groups = [("labeled", labeled, noise[:BATCH]), ("unlabeled", unlabeled, noise[BATCH:])]
    else:
        groups = [("both", torch.cat([labeled, unlabeled]), noise)]
    loss = autoencoder_loss(mode, nets, groups, out)
    out["loss"] = loss
    loss.backward()
    for name, parameter in nets.autoencoder.named_parameters():
        if name.endswith(".bias") and name.split(".")[0] in ("down", "up"):
            continue  # batch norm takes these off again: nothing but rounding
        out.update(summary(f"gradient.autoencoder.{name}", parameter.grad, 64))
    nets.zero_grad()
    with torch.no_grad():
        both = nets.autoencoder.code(torch.cat([labeled, unlabeled]))[0]
    d = F.binary_cross_entropy(nets.labeled(both[:BATCH]), torch.ones(BATCH)) + F.binary_cross_entropy(
        nets.labeled(both[BATCH:]), torch.zeros(BATCH)
    )
    d.backward()
    out["discriminator"] = d
    for name, parameter in nets.discriminator.named_parameters():
        out.update(summary(f"gradient.discriminator.{name}", parameter.grad, 64))
    out["probabilities.of_batch"] = nets.labeled(nets.autoencoder.code(labeled[:1])[0])
    nets = Networks().eval()
    out["probabilities.running"] = nets.labeled(nets.autoencoder.code(labeled)[0])
    return {f"{which}.{name}": value.detach() for name, value in out.items()}


def main():
    stored = {}
    for which, mode in MODES.items():
        stored.update(case(which, mode))
    FOLDER.mkdir(parents=True, exist_ok=True)
    save_file(
        {key: value.clone().contiguous() for key, value in stored.items()},
        FOLDER / "adversarial.safetensors",
        {"torch": torch.__version__},
    )


if __name__ == "__main__":
    main()
