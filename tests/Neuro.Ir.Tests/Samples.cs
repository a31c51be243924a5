using System.Collections.Immutable;

namespace Neuro.Ir.Tests;

/// <summary>Programs that several tests use.</summary>
internal static class Samples
{
    /// <summary>A neuron that uses every operation, every rounding and every kind of declaration.</summary>
    public static MicroProgram Everything()
    {
        MicroProgramBuilder b = new("odd name, \"quoted\"");
        b.Kind("own", ("reset", "zero"), ("compare", "greater than"));
        Value x = b.Accumulator("x");
        Value y = b.Accumulator("y", 64);
        Value decay = b.Param("decay");
        Value v = b.State("v", 24);
        Value r = b.State("r", 8, signed: false);
        Value m = b.MulShift(v, decay, 15, Rounding.Nearest, "leak");
        m = b.DivShift(m, 7, 3, Rounding.NearestEven);
        m = b.Shr(b.Shl(b.Add(m, x), 2), 3, Rounding.Stochastic);
        m = b.Sub(b.Neg(m), b.Abs(b.Min(y, b.Max(m, 5))));
        m = b.Xor(b.Or(b.And(m, 255), 1), b.Wrap(y, 12));
        Value c = b.Or(b.Eq(m, 1), b.Or(b.Ne(m, 2), b.Or(b.Lt(m, 3), b.Or(b.Le(m, 4), b.Ge(m, 6)))));
        m = b.Select(c, b.Lut("exp", m), b.Shr(b.Rand(9), 1, Rounding.TowardZero));
        b.Store("v", b.Sat(m, 24, "v1"));
        b.Store("r", b.Max(b.Sub(b.Min(r, 100), 1), 0));
        b.Emit(b.Gt(m, 100));
        return b.Build();
    }

    /// <summary>A valid program with every kind of connectivity, array bindings, delays and a placement.</summary>
    public static SpikeProgram Network()
    {
        MicroProgramBuilder relay = new("relay");
        relay.Emit(relay.Sat(relay.Accumulator("x"), 8));
        return new SpikeProgram
        {
            Name = "sample net",
            TimeStep = new Rational(1, 1000),
            Seed = ulong.MaxValue - 4,
            Metadata = Sorted(("dialect", "norse"), ("source file", "a \\ \"b\"\n.nir")),
            Arrays =
            [
                IrArray.Create("w.dense", [4, 2], 8, true, [1, -2, 3, -4, 5, -6, 127, -128], [0.5]),
                IrArray.Create("w conv", [2, 1, 2, 2], 4, true, [1, 2, 3, -4, 5, 6, 7, -8], [0.25, 1e-5]),
                IrArray.Create("rows", [5], 8, false, [0, 2, 2, 3, 4]),
                IrArray.Create("cols", [4], 8, false, [0, 1, 1, 0]),
                IrArray.Create("w.sparse", [4], 16, true, [100, -200, 300, -400]),
                IrArray.Create("delays", [4], 4, false, [1, 2, 3, 15]),
                IrArray.Create("exp", [20], 16, false, [.. Enumerable.Range(0, 20).Select(i => i * i)]),
                IrArray.Create("decays", [2], 16, false, [30000, 31000]),
                IrArray.Create("scale", [2], 4, false, [3, 4]),
            ],
            Neurons = [Everything(), relay.Build()],
            Populations =
            [
                new Population
                {
                    Name = "in",
                    Shape = [1, 2, 2],
                    PayloadMinimum = -1,
                    PayloadMaximum = 3,
                    Origin = "net.nir:/node/nodes/in",
                },
                new Population
                {
                    Name = "hidden",
                    Shape = [2],
                    Neuron = "odd name, \"quoted\"",
                    Phase = 1,
                    Parameters = Sorted<IrValue>(("decay", IrValue.FromArray("decays")), ("exp", IrValue.FromArray("exp"))),
                    Initial = Sorted<IrValue>(("v", -5)),
                },
                new Population { Name = "out", Shape = [2, 1, 1], Neuron = "relay", Phase = 2 },
            ],
            Projections =
            [
                new Projection
                {
                    Name = "fc", Source = "in", Target = "hidden", Port = "x", Connectivity = new Dense(),
                    Weight = IrValue.FromArray("w.dense"),
                    Multiplier = IrValue.FromArray("scale"), Shift = 2, Origin = "net.nir:/node/nodes/fc",
                },
                new Projection
                {
                    Name = "sp", Source = "in", Target = "hidden", Port = "y", Connectivity = new Sparse("rows", "cols"),
                    Weight = IrValue.FromArray("w.sparse"), Delay = IrValue.FromArray("delays"),
                },
                new Projection
                {
                    Name = "conv", Source = "in", Target = "out", Port = "x", Weight = IrValue.FromArray("w conv"), Delay = 1,
                    Connectivity = new Convolution
                    {
                        InputChannels = 1, InputHeight = 2, InputWidth = 2, OutputChannels = 2, OutputHeight = 1, OutputWidth = 1,
                        KernelHeight = 2, KernelWidth = 2,
                    },
                },
                new Projection
                {
                    Name = "self",
                    Source = "hidden",
                    Target = "hidden",
                    Port = "x",
                    Connectivity = new OneToOne(),
                    Weight = -7,
                    Delay = 1,
                },
                new Projection
                {
                    Name = "read",
                    Source = "hidden",
                    Target = "out",
                    Port = "x",
                    Connectivity = new OneToOne(),
                    Weight = 1,
                },
            ],
            Outputs = ["out"],
            Placement = new Placement("chip", 2, [new("hidden", 0, 2, 0), new("out", 0, 1, 0), new("out", 1, 1, 1)]),
        };
    }

    /// <summary>A valid program with a bound projection, and dense and convolutional ones that are read from crossbars.</summary>
    public static SpikeProgram Crossbars() => Golden("crossbar.ir");

    /// <summary>A valid program with every part of a plasticity but a commit, and with reductions.</summary>
    public static SpikeProgram Learning() => Golden("learning.ir");

    /// <summary>A valid program that fires by the event, with a loop and a plastic projection.</summary>
    public static SpikeProgram Events() => Golden("events.ir");

    /// <summary>A sample by its name.</summary>
    public static SpikeProgram Named(string name) => name switch
    {
        "network" => Network(),
        "crossbars" => Crossbars(),
        "learning" => Learning(),
        "events" => Events(),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "there is no such sample"),
    };

    private static SpikeProgram Golden(string file)
    {
        string golden = File.ReadAllText(RepositoryRoot.File("tests", "golden", file));
        return ProgramText.Parse(golden.Split("==== expected")[0], file);
    }

    /// <summary>A dictionary in ordinal order.</summary>
    public static ImmutableSortedDictionary<string, T> Sorted<T>(params (string Key, T Value)[] items) =>
        ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, items.Select(i => KeyValuePair.Create(i.Key, i.Value)));
}
