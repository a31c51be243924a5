using Neuro.Compiler.Dialects;
using Neuro.Compiler.Discrete;
using Neuro.Compiler.Graph;
using Neuro.Compiler.Passes;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;
using Neuro.Targets;

namespace Neuro.Conformance.Tests.Xylo;

/// <summary>Float networks of the form that Xylos take: input, hidden neurons that reach each other, output neurons.</summary>
internal static class XyloNetworks
{
    /// <summary>Neurons of time constants that shifts hit: 1 − 2^−2 and 1 − 2^−3.</summary>
    public static LinearNeuronModel Neurons { get; } = new()
    {
        Kind = "CubaLIF",
        SynapseDecay = [0.75],
        MembraneDecay = [0.875],
        MembraneGain = [1],
        Spike = new() { Threshold = [1], Reset = ResetMode.Subtract, Comparator = Comparator.GreaterOrEqual, MultiSpike = true },
    };

    /// <summary>A network that every Xylo holds; weights are w(source, target), 0.5 where none is given.</summary>
    public static DiscreteNetwork Simple(
        int inputs = 4, int hidden = 6, int outputs = 3, Func<int, int, double>? input = null,
        Func<int, int, double>? recurrent = null, Func<int, int, double>? output = null) => new()
        {
            Name = "simple",
            TimeStep = new(1, 1000),
            Populations =
            [
                new() { Name = "in", Shape = [inputs], Model = new InputModel() },
                new() { Name = "hidden", Shape = [hidden], Model = Neurons },
                new() { Name = "out", Shape = [outputs], Model = Neurons },
            ],
            Projections =
            [
                new() { Name = "w_in", Source = "in", Target = "hidden", Map = Dense(inputs, hidden, input) },
                new()
                {
                    Name = "w_rec",
                    Source = "hidden",
                    Target = "hidden",
                    Map = Dense(hidden, hidden, recurrent ?? ((_, _) => 0)),
                    Delay = [1],
                },
                new() { Name = "w_out", Source = "hidden", Target = "out", Map = Dense(hidden, outputs, output) },
            ],
            Outputs = ["out"],
        };

    /// <summary>The program of <paramref name="network"/>.</summary>
    public static QuantisedNetwork Lower(
        DiscreteNetwork network, string target = "xylo-a2", List<Diagnostic>? warnings = null, int inputMaximum = 1,
        ModelGraph? graph = null, Dialect? dialect = null)
    {
        TargetProfile profile = TargetCatalog.Load(target);
        return LowerXylo.Run(
            network, graph ?? new() { Name = "none", Nodes = [], Edges = [] }, dialect ?? DialectRegistry.Norse,
            new() { WeightBits = 8, InputMaximum = inputMaximum }, profile, warnings ?? []);
    }

    /// <summary>A dense map of weights w(source, target).</summary>
    public static DenseMap Dense(int sources, int targets, Func<int, int, double>? weight)
    {
        double[] weights = new double[sources * targets];
        for (int j = 0; j < targets; j++)
            for (int i = 0; i < sources; i++) weights[j * sources + i] = weight?.Invoke(i, j) ?? 0.5;
        return new(weights);
    }
}
