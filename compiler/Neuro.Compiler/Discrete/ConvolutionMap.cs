using Neuro.Ir;

namespace Neuro.Compiler.Discrete;

/// <summary>A cross-correlation; see <see cref="Convolution"/>.</summary>
/// <param name="Geometry">Shapes, stride, padding, dilation, groups.</param>
/// <param name="Weights">[out channel, in channel / groups, kernel row, kernel column], or one element for all (pooling).</param>
public sealed record ConvolutionMap(Convolution Geometry, double[] Weights) : LinearMap;
