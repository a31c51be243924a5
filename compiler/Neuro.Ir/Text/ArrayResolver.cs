using System.Collections.Immutable;

namespace Neuro.Ir;

/// <summary>Loads an array whose elements lie outside the text.</summary>
/// <param name="path">The file that the text names, such as "arrays/fc1.npy".</param>
/// <param name="name">The array's name.</param>
/// <param name="shape">Its extents.</param>
/// <param name="bits">Width of an element.</param>
/// <param name="signed">Whether elements are two's complement.</param>
/// <param name="steps">Real value of one code; see <see cref="IrArray.Steps"/>.</param>
public delegate IrArray ArrayResolver(
    string path, string name, ImmutableArray<int> shape, int bits, bool signed, ImmutableArray<double> steps);
