using System.Numerics;
using Neuro.Ir;

namespace Neuro.Benchmarks.Workloads;

/// <summary>Neurons of W1's kind, each with as many synapses to random others, with int8 weights.</summary>
internal static class LargeNetwork
{
    // Four in five.
    private const double ExcitatoryShare = 0.8;

    // W1's weights scaled by the square root of the in-degrees' ratio, in steps of the weight codes: for 100 synapses a neuron.
    private const int Degree = 100, MultiplierE = 475, MultiplierI = 2640;

    /// <summary>The program of <paramref name="neurons"/> neurons with <paramref name="outDegree"/> synapses from each.</summary>
    public static SpikeProgram Create(int neurons = 1_000_000, int outDegree = Degree)
    {
        int excitatory = (int)(ExcitatoryShare * neurons);
        (Sparse e, IrArray[] eArrays) = Rows("excitatory", neurons, 0, excitatory, outDegree);
        (Sparse i, IrArray[] iArrays) = Rows("inhibitory", neurons, excitatory, neurons - excitatory, outDegree);
        int[] initial = CubaNetwork.InitialPotentials(neurons, new(41));
        double scale = Math.Sqrt((double)Degree / outDegree);
        Projection projection = new()
        {
            Name = "excitatory",
            Source = "neurons",
            Target = "neurons",
            Port = "in_e",
            Connectivity = e,
            Weight = IrValue.FromArray("excitatory.weights"),
            Multiplier = (int)Math.Round(scale * MultiplierE),
            Delay = 1,
        };
        return new()
        {
            Name = "large",
            TimeStep = new(1, 1000),
            Neurons = [CubaNetwork.Neuron()],
            Populations = [CubaNetwork.Population(neurons, CubaNetwork.Parameters(dt: 1))],
            Projections =
            [
                projection,
                projection with
                {
                    Name = "inhibitory",
                    Port = "in_i",
                    Connectivity = i,
                    Weight = IrValue.FromArray("inhibitory.weights"),
                    Multiplier = -(int)Math.Round(scale * MultiplierI),
                },
            ],
            Arrays = [.. eArrays, .. iArrays, IrArray.Create("v0", [neurons], 24, signed: true, initial)],
            Outputs = ["neurons"],
        };
    }

    /// <summary>
    /// Random targets, ascending, and weight codes from 40 to 59 for each source; other sources have empty rows.
    /// </summary>
    private static (Sparse Connectivity, IrArray[] Arrays) Rows(string name, int neurons, int first, int sources, int outDegree)
    {
        int[] rows = [.. Enumerable.Range(0, neurons + 1).Select(s => Math.Clamp(s - first, 0, sources) * outDegree)];
        int[] targets = new int[sources * outDegree];
        sbyte[] weights = new sbyte[targets.Length];
        // Each source from a seed of its own, so that it does not matter who draws.
        Parallel.For(first, first + sources, source =>
        {
            SplitMix64 random = new((ulong)source << 20);
            Span<int> row = targets.AsSpan(rows[source], outDegree);
            foreach (ref int target in row)
                target = random.Below(neurons);
            row.Sort();
            foreach (ref sbyte weight in weights.AsSpan(rows[source], outDegree))
                weight = (sbyte)(40 + random.Below(20));
        });
        return (new($"{name}.rows", $"{name}.targets"),
        [
            IrArray.Wrap($"{name}.rows", [rows.Length], 31, signed: false, rows),
            // From 17 bits on, elements are stored as they are made: 32 bits wide.
            IrArray.Wrap($"{name}.targets", [targets.Length], Math.Max(17, 32 - BitOperations.LeadingZeroCount((uint)neurons)),
                false, targets),
            IrArray.Wrap($"{name}.weights", [weights.Length], 8, signed: true, weights),
        ]);
    }
}
