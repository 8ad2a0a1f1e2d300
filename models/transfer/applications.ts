import {
  ConvNeXtTiny,
  convnext,
  DenseNet121,
  densenet,
  EfficientNetB0,
  EfficientNetV2B0,
  efficientnet,
  efficientnetV2,
  MobileNetV2,
  MobileNetV3Large,
  MobileNetV3Small,
  mobilenetV2,
  mobilenetV3,
  type PreprocessInput,
  ResNet50,
  resnet,
  Xception,
  xception,
} from '../../src/applications/index.js'
import type { Model } from '../../src/model/index.js'

/** A network that is a base by its name. */
export interface KnownNetwork {
  /** Makes it without its classifier, with the weights of ImageNet. */
  load(size: number): Promise<Model>
  /** From pixels of 0 to 255 to what it was trained with. */
  preprocessInput: PreprocessInput
  /** Height and width it was made for. */
  size: number
  /** How names of models of it begin. */
  prefix: string
}

type Network = (options: { includeTop: false; inputShape: [number, number, 3] }) => Promise<Model>

const known = (
  make: Network,
  preprocessInput: PreprocessInput,
  prefix: string,
  size = 224,
): KnownNetwork => ({
  load: (side) => make({ includeTop: false, inputShape: [side, side, 3] }),
  preprocessInput,
  size,
  prefix,
})

/** The networks of `keratin/applications` by name. */
export const knownNetworks: Readonly<Record<string, KnownNetwork>> = {
  MobileNetV2: known(MobileNetV2, mobilenetV2.preprocessInput, 'mobilenetv2'),
  MobileNetV3Small: known(MobileNetV3Small, mobilenetV3.preprocessInput, 'MobileNetV3Small'),
  MobileNetV3Large: known(MobileNetV3Large, mobilenetV3.preprocessInput, 'MobileNetV3Large'),
  EfficientNetV2B0: known(EfficientNetV2B0, efficientnetV2.preprocessInput, 'efficientnetv2-b0'),
  EfficientNetB0: known(EfficientNetB0, efficientnet.preprocessInput, 'efficientnetb0'),
  ResNet50: known(ResNet50, resnet.preprocessInput, 'resnet50'),
  Xception: known(Xception, xception.preprocessInput, 'xception', 299),
  DenseNet121: known(DenseNet121, densenet.preprocessInput, 'densenet121'),
  ConvNeXtTiny: known(ConvNeXtTiny, convnext.preprocessInput, 'convnext_tiny'),
}
