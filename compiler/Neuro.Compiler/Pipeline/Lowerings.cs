using Neuro.Compiler.Passes;
using Neuro.Ir.Targets;

namespace Neuro.Compiler;

/// <summary>How a discrete network becomes a program of each family of neurons. A new family is a line here.</summary>
internal static class Lowerings
{
    private static readonly Dictionary<NeuronFamily, Func<Compilation, FixedPointFormat, QuantisedNetwork>> All = new()
    {
        [NeuronFamily.Linear] = (c, format) => Quantise.Run(c.Network!, format, c.Activity, c.Diagnostics),
        [NeuronFamily.TinyOdin] = (c, format) => LowerOdin.Run(c.Network!, format, c.Options.Target, c.Diagnostics),
        [NeuronFamily.Odin] = (c, format) => LowerOdin.Run(c.Network!, format, c.Options.Target, c.Diagnostics),
        [NeuronFamily.Loihi] =
            (c, format) => LowerLoihi.Run(c.Network!, format, c.Options.Target, c.Activity, c.Diagnostics),
        [NeuronFamily.Xylo] = (c, format) =>
            LowerXylo.Run(c.Network!, c.Graph, c.Options.Dialect, format, c.Options.Target, c.Diagnostics),
        [NeuronFamily.Dynapcnn] = (c, format) => LowerDynapcnn.Run(c.Network!, format, c.Options.Target, c.Diagnostics),
        [NeuronFamily.Risp] = (c, format) => LowerRisp.Run(c.Network!, format, c.Options.Target, c.Activity, c.Diagnostics),
        [NeuronFamily.Ranc] = (c, format) => LowerRanc.Run(c.Network!, format, c.Options.Target, c.Diagnostics),
    };

    /// <summary>The program that <paramref name="compilation"/>'s network becomes on its target.</summary>
    public static QuantisedNetwork Run(Compilation compilation, FixedPointFormat format) =>
        All[compilation.Options.Target.Arithmetic.Neurons](compilation, format);
}
