"""MobileNetV2 and ResNet50 in PyTorch, with the blocks and widths that they have in keras.applications."""

from torch import nn


def normalized(inputs, outputs, kernel=1, stride=1, groups=1, activation=nn.ReLU):
    layers = [
        nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=False),
        nn.BatchNorm2d(outputs),
    ]
    return layers + ([activation(inplace=True)] if activation else [])


class Added(nn.Module):
    """The sum of a branch and its input, which may be projected."""

    def __init__(self, branch, shortcut=None, activation=None):
        super().__init__()
        self.branch = nn.Sequential(*branch)
        self.shortcut = nn.Sequential(*shortcut) if shortcut else nn.Identity()
        self.activation = activation or nn.Identity()

    def forward(self, x):
        return self.activation(self.branch(x) + self.shortcut(x))


def head(width, classes):
    return [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(width, classes)]


def mobilenet(classes):
    layers, width = normalized(3, 32, 3, 2, activation=nn.ReLU6), 32
    for expansion, outputs, repeats, first in [
        (1, 16, 1, 1),
        (6, 24, 2, 2),
        (6, 32, 3, 2),
        (6, 64, 4, 2),
        (6, 96, 3, 1),
        (6, 160, 3, 2),
        (6, 320, 1, 1),
    ]:
        for i in range(repeats):
            stride, wide = first if i == 0 else 1, width * expansion
            branch = normalized(width, wide, activation=nn.ReLU6) if expansion > 1 else []
            branch += normalized(wide, wide, 3, stride, wide, nn.ReLU6)
            branch += normalized(wide, outputs, activation=None)
            layers += [Added(branch)] if stride == 1 and width == outputs else branch
            width = outputs
    return nn.Sequential(*layers, *normalized(width, 1280, activation=nn.ReLU6), *head(1280, classes))


def resnet(classes):
    layers, width = [*normalized(3, 64, 7, 2), nn.MaxPool2d(3, 2, 1)], 64
    for filters, repeats, first in [(64, 3, 1), (128, 4, 2), (256, 6, 2), (512, 3, 2)]:
        for i in range(repeats):
            stride, outputs = first if i == 0 else 1, 4 * filters
            branch = normalized(width, filters, 1, stride) + normalized(filters, filters, 3)
            branch += normalized(filters, outputs, activation=None)
            shortcut = normalized(width, outputs, 1, stride, activation=None) if i == 0 else None
            layers.append(Added(branch, shortcut, nn.ReLU(inplace=True)))
            width = outputs
    return nn.Sequential(*layers, *head(width, classes))
