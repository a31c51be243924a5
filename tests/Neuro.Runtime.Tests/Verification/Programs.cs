using Neuro.Ir;

namespace Neuro.Runtime.Tests.Verification;

/// <summary>A small program, for its names and sizes only.</summary>
internal static class Programs
{
    /// <summary>in[2] → hid[3] (state v) → out[2] (state v), the output first in the list but later in phase.</summary>
    public static SpikeProgram Chain { get; } = new()
    {
        Name = "chain",
        TimeStep = new Rational(1, 1000),
        Neurons = [new MicroProgram { Name = "lif", States = [new StateDeclaration("v", 24)] }],
        Populations =
        [
            new Population { Name = "out", Shape = [2], Neuron = "lif", Phase = 2 },
            new Population { Name = "in", Shape = [2] },
            new Population { Name = "hid", Shape = [3], Neuron = "lif", Phase = 1 },
        ],
        Outputs = ["out"],
    };
}
