using Neuro.Emulator.Cpu;
using Neuro.Ir;
using Neuro.Ir.Learning;
using Neuro.Runtime;
using Neuro.Runtime.Data;

namespace Neuro.Conformance.Tests.Continual;

/// <summary>
/// A 784-N-10 network that learns one task after another, in fixed point: error-modulated delta rules on both layers, whose
/// presynaptic factor is what the subspaces of earlier tasks leave of it; Oja's rule learns each task's subspaces after it (Xiao
/// et al., Hebbian Learning based Orthogonal Projection, ICLR 2024). One tick a sample, graded events, one sample at a time.
/// </summary>
/// <param name="hidden">Hidden neurons.</param>
/// <param name="inputRows">Rows that a task adds to the subspace of inputs.</param>
/// <param name="hiddenRows">Rows that a task adds to the subspace of hidden activities.</param>
/// <param name="project">Whether subspaces are learned and projected out; without it the delta rules alone.</param>
internal sealed class HlopNetwork(int hidden, int inputRows, int hiddenRows, bool project)
{
    public const int Inputs = 784;
    public const int Classes = 10;

    /// <summary>Payload of a white pixel: 6 fraction bits.</summary>
    public const int LargestInput = 63;

    private const int LabelCode = 4096;
    private const int WeightBits = 16;
    private const int RowBits = 14;

    private readonly CpuBackend _backend = new();
    private int[] _first = Normal(1, Inputs * hidden, 0.1);
    private int[] _second = Normal(2, hidden * Classes, 1 / Math.Sqrt(hidden));

    // Rows × inputs and rows × hidden neurons, as weight codes.
    private int[] _inputSpace = [];
    private int[] _hiddenSpace = [];

    /// <summary>Learns a task: two rounds over its samples, then its subspaces.</summary>
    public void Learn(IReadOnlyList<SpikeTrain> images, IReadOnlyList<int> labels)
    {
        using (ILearningSession session = Open(Network(learns: true)))
        {
            for (int round = 0; round < 2; round++)
                Present(session, images, labels);
            _first = Read(session, "fc1", "latent", _first.Length);
            _second = Read(session, "fc2", "latent", _second.Length);
        }
        if (!project)
            return;
        using ILearningSession subspace = Open(Network(learns: false));
        Present(subspace, images, labels);
        _inputSpace = [.. _inputSpace, .. Transposed(Read(subspace, "new1", "weight", Inputs * inputRows), inputRows)];
        _hiddenSpace = [.. _hiddenSpace, .. Transposed(Read(subspace, "new2", "weight", hidden * hiddenRows), hiddenRows)];
    }

    /// <summary>How many of the images the network names right.</summary>
    public int Right(IReadOnlyList<SpikeTrain> images, IReadOnlyList<int> labels)
    {
        SpikeProgram program = Network(learns: true);
        using ISession session = _backend.Open(program, new SessionOptions { BatchSize = images.Count, Threads = 2 });
        Recording recording = new(program, new RecordingOptions { Counts = ["out"] }, images.Count);
        session.Run(new InputBatch("in", images), 1, recording);
        int right = 0;
        for (int i = 0; i < images.Count; i++)
        {
            long[] logits = recording.Counts("out", i).ToArray();
            if (Array.IndexOf(logits, logits.Max()) == labels[i]) right++;
        }
        return right;
    }

    private static void Present(ILearningSession session, IReadOnlyList<SpikeTrain> images, IReadOnlyList<int> labels)
    {
        for (int i = 0; i < images.Count; i++)
        {
            session.Run(
                new InputBatch(new Dictionary<string, IReadOnlyList<SpikeTrain>>
                {
                    ["in"] = [images[i]],
                    ["label"] = [new SpikeTrain(Classes, [0, 1], [labels[i]])],
                }),
                1);
            session.NextSample();
        }
    }

    private ILearningSession Open(SpikeProgram program) => _backend.OpenLearning(program, new SessionOptions { Threads = 2 });

    /// <summary>The network with its delta rules, or, with fixed weights, with Oja's rule on new rows of its subspaces.</summary>
    private SpikeProgram Network(bool learns)
    {
        HlopBuilder builder = new();
        builder.Input("in", Inputs, LargestInput);
        builder.Input("label", Classes, 1);
        builder.Population("hid", hidden, 1, HlopPrograms.Hidden);
        builder.Population("out", Classes, 2, HlopPrograms.Readout);
        builder.Weights("fc1", "in", "hid", "x", Codes(_first), WeightBits);
        builder.Weights("fc2", "hid", "out", "h", Codes(_second), WeightBits);
        MicroProgram component = HlopPrograms.Component("component", 6);
        Residual(builder, "1", "in", Inputs, _inputSpace, phase: 1, component);
        Residual(builder, "2", "hid", hidden, _hiddenSpace, phase: 2, component);
        if (learns)
            AddErrors(builder);
        else
            AddNewRows(builder);
        return builder.Build();
    }

    private void AddErrors(HlopBuilder builder)
    {
        builder.Population("err", Classes, 3, HlopPrograms.Error);
        builder.Population("back", hidden, 4, HlopPrograms.Back);
        builder.OneToOne("label_err", "label", "err", "y", LabelCode);
        builder.Reduce("softmax", "out", "z", "err", "p", ReductionKind.Softmax, 12, 8);
        builder.Reduce("active", "hid", "h", "back", "h", ReductionKind.Sum, 1, 0);
        builder.Weights("fc2_back", "err", "back", "e", Codes(Transposed(_second, Classes)), WeightBits);
        // lr = 2^-7: fractions 10 + 12 against the latent weight's 20.
        MicroProgram delta = HlopPrograms.Product("delta", 9, WeightBits);
        builder.Learns("fc1", delta, _first, WeightBits,
            new(RuleInputKind.PreModulator, Population: "rest1", Name: "r"),
            new(RuleInputKind.PostModulator, Population: "back", Name: "delta"));
        builder.Learns("fc2", delta, _second, WeightBits,
            new(RuleInputKind.PreModulator, Population: "rest2", Name: "r"),
            new(RuleInputKind.PostModulator, Population: "err", Name: "d"));
        builder.Learns("fc2_back", delta, Transposed(_second, Classes), WeightBits,
            new(RuleInputKind.PreState, Name: "d"), new(RuleInputKind.PostModulator, Population: "rest2", Name: "r"));
    }

    private void AddNewRows(HlopBuilder builder)
    {
        MicroProgram component = HlopPrograms.Component("new_component", 10);
        // Rates 2^-8 and 2^-10, stable below 1 over the squared activity: fractions 10 + 10 against the latent weight's 20.
        NewRows(builder, "1", Inputs, inputRows, phase: 3, component, HlopPrograms.Product("oja1", 8, RowBits), seed: 3);
        NewRows(builder, "2", hidden, hiddenRows, phase: 4, component, HlopPrograms.Product("oja2", 10, RowBits), seed: 4);
    }

    /// <summary>What the rows of earlier tasks leave of the source's activity: population rest.</summary>
    private static void Residual(
        HlopBuilder builder, string layer, string source, int size, int[] rows, int phase, MicroProgram component)
    {
        builder.Population($"rest{layer}", size, phase + 1, HlopPrograms.Residual);
        builder.OneToOne($"activity{layer}", source, $"rest{layer}", "x", 1 << 4);
        int count = rows.Length / size;
        if (count == 0)
            return;
        builder.Population($"old{layer}", count, phase, component);
        builder.Weights($"old{layer}_in", source, $"old{layer}", "r", Transposed(rows, size), RowBits);
        builder.Weights($"old{layer}_out", $"old{layer}", $"rest{layer}", "p", rows, RowBits);
    }

    /// <summary>Rows that learn what is left: Δrow = rate · component · (rest − Σ component · row).</summary>
    private static void NewRows(
        HlopBuilder builder, string layer, int size, int count, int phase, MicroProgram component, MicroProgram rule, int seed)
    {
        int[] rows = Normal(seed, size * count, 0.5 / Math.Sqrt(size));
        (string rest, string fresh, string left) = ($"rest{layer}", $"fresh{layer}", $"left{layer}");
        builder.Population(fresh, count, phase, component);
        builder.Population(left, size, phase + 1, HlopPrograms.Residual);
        builder.OneToOne($"rest{layer}_left", rest, left, "x", 1);
        builder.Weights($"new{layer}", rest, fresh, "r", Codes(rows), RowBits);
        builder.Weights($"new{layer}_out", fresh, left, "p", Codes(Transposed(rows, count)), RowBits);
        builder.Learns($"new{layer}", rule, rows, RowBits,
            new(RuleInputKind.PreModulator, Population: left, Name: "r"), new(RuleInputKind.PostState, Name: "s"));
        builder.Learns($"new{layer}_out", rule, Transposed(rows, count), RowBits,
            new(RuleInputKind.PreState, Name: "s"), new(RuleInputKind.PostState, Name: "r"));
    }

    private static int[] Read(ILearningSession session, string projection, string array, int length)
    {
        int[] values = new int[length];
        session.ReadSynapses(projection, array, 0, values);
        return values;
    }

    /// <summary>Weight codes of latent weights, as the rules round them.</summary>
    private static int[] Codes(int[] latent) =>
        [.. latent.Select(v => MicroOps.Evaluate(OpCode.Shr, v, immediate: 8, rounding: Rounding.Nearest))];

    /// <summary>A matrix of <paramref name="columns"/> columns as its transpose.</summary>
    private static int[] Transposed(int[] matrix, int columns)
    {
        int rows = matrix.Length / columns;
        int[] result = new int[matrix.Length];
        for (int r = 0; r < rows; r++)
        {
            for (int c = 0; c < columns; c++)
                result[(c * rows) + r] = matrix[(r * columns) + c];
        }
        return result;
    }

    /// <summary>Latent weights of normal distribution.</summary>
    private static int[] Normal(int seed, int count, double deviation)
    {
        Random random = new(seed);
        int[] values = new int[count];
        for (int i = 0; i < count; i++)
        {
            double z = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            values[i] = (int)Math.Round(Math.Clamp(z, -5, 5) * deviation * (1 << 20));
        }
        return values;
    }
}
