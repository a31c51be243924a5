using System.Collections.Immutable;
using Neuro.Ir;

namespace Neuro.Benchmarks.Workloads;

/// <summary>
/// W1b: the COBA benchmark of Brette et al. (J. Comput. Neurosci. 2007), 4,000 neurons, 80% excitatory, conductances in units of
/// the leak, in-degree 64 + 16 (2%), delay one tick of 0.1 ms, one second, by Euler's method:
///   tau_m dv/dt = (E_l − v) + g_e (E_e − v) + g_i (E_i − v),  tau_e dg_e/dt = −g_e,  tau_i dg_i/dt = −g_i.
/// </summary>
internal static class CobaNetwork
{
    /// <summary>Number of neurons.</summary>
    public const int Neurons = 4_000;

    private const int Excitatory = 3_200;
    private const int TicksPerMillisecond = 10;

    // Millivolts and conductances with 14 fractional bits, coefficients with 20.
    private const int FractionBits = 14;
    private const int CoefficientBits = 20;
    private const double Rest = -60, Threshold = -50, ResetTo = -60, ReversalE = 0, ReversalI = -80;
    private const double TauM = 20, TauE = 5, TauI = 10, Refractory = 5;
    private const double WeightE = 0.6, WeightI = 6.7;

    private static readonly string[] ParameterOrder =
        ["step", "decay_e", "decay_i", "rest", "reversal_e", "reversal_i", "threshold", "reset", "refractory"];

    /// <summary>The workload.</summary>
    public static Workload Create()
    {
        RandomSparse excitatory = RandomSparse.Create(Neurons, 0, Excitatory, 64, seed: 11);
        RandomSparse inhibitory = RandomSparse.Create(Neurons, Excitatory, Neurons - Excitatory, 16, seed: 12);
        // Initial values of the benchmark's published code: v = E_l + N(−5, 5) mV, g_e = N(4, 1.5), g_i = N(20, 12), none below
        // zero.
        SplitMix64 random = new(13);
        int[] v = [.. Enumerable.Range(0, Neurons).Select(_ => Fixed(Rest - 5 + 5 * random.Normal()))];
        int[] ge = [.. Enumerable.Range(0, Neurons).Select(_ => Fixed(Math.Max(0, 4 + 1.5 * random.Normal())))];
        int[] gi = [.. Enumerable.Range(0, Neurons).Select(_ => Fixed(Math.Max(0, 20 + 12 * random.Normal())))];
        ImmutableSortedDictionary<string, IrValue> parameters = Parameters();
        return new()
        {
            Name = "W1b",
            Program = Program(parameters, excitatory, inhibitory, v, ge, gi),
            Ticks = 1000 * TicksPerMillisecond,
            Scattered = true,
            CSource = "coba.c",
            WritePeerData = data =>
            {
                data.Add(1000 * TicksPerMillisecond);
                data.Add<int>([.. ParameterOrder.Select(name => parameters[name].Scalar), Fixed(WeightE), Fixed(WeightI)]);
                data.Add<int>(v);
                data.Add<int>(ge);
                data.Add<int>(gi);
                data.Add<int>(excitatory.RowPointers);
                data.Add<ushort>(excitatory.Targets);
                data.Add<int>(inhibitory.RowPointers);
                data.Add<ushort>(inhibitory.Targets);
            },
        };
    }

    private static ImmutableSortedDictionary<string, IrValue> Parameters()
    {
        const double dt = 1.0 / TicksPerMillisecond;
        return new Dictionary<string, IrValue>
        {
            ["step"] = Coefficient(dt / TauM),
            ["decay_e"] = Coefficient(1 - dt / TauE),
            ["decay_i"] = Coefficient(1 - dt / TauI),
            ["rest"] = Fixed(Rest),
            ["reversal_e"] = Fixed(ReversalE),
            ["reversal_i"] = Fixed(ReversalI),
            ["threshold"] = Fixed(Threshold),
            ["reset"] = Fixed(ResetTo),
            ["refractory"] = (int)Math.Round(Refractory / dt),
        }.ToImmutableSortedDictionary();
    }

    private static SpikeProgram Program(
        ImmutableSortedDictionary<string, IrValue> parameters,
        RandomSparse excitatory,
        RandomSparse inhibitory,
        int[] v,
        int[] ge,
        int[] gi)
    {
        (Sparse e, IrArray[] eArrays) = excitatory.ToIr("excitatory");
        (Sparse i, IrArray[] iArrays) = inhibitory.ToIr("inhibitory");
        Projection projection = new()
        {
            Name = "excitatory",
            Source = "neurons",
            Target = "neurons",
            Port = "in_e",
            Connectivity = e,
            Weight = Fixed(WeightE),
            Delay = 1,
        };
        IrArray Initial(string name, int[] values) => IrArray.Create(name, [Neurons], 24, signed: true, values);
        return new()
        {
            Name = "coba",
            TimeStep = new(1, 1000 * TicksPerMillisecond),
            Neurons = [Neuron()],
            Populations =
            [
                new()
                {
                    Name = "neurons", Shape = [Neurons], Neuron = "coba", Phase = 1, Parameters = parameters,
                    Initial = ImmutableSortedDictionary<string, IrValue>.Empty
                        .Add("v", IrValue.FromArray("v0"))
                        .Add("ge", IrValue.FromArray("ge0"))
                        .Add("gi", IrValue.FromArray("gi0")),
                },
            ],
            Projections =
            [
                projection,
                projection with { Name = "inhibitory", Port = "in_i", Connectivity = i, Weight = Fixed(WeightI) },
            ],
            Arrays = [.. eArrays, .. iArrays, Initial("v0", v), Initial("ge0", ge), Initial("gi0", gi)],
            Outputs = ["neurons"],
        };
    }

    private static MicroProgram Neuron()
    {
        MicroProgramBuilder b = new("coba");
        (Value v, Value ge, Value gi) = (b.State("v", 24), b.State("ge", 24), b.State("gi", 24));
        Value wait = b.State("wait", 8, signed: false);
        Value e = b.Sat(b.Add(ge, b.Accumulator("in_e")), 24, "e");
        Value i = b.Sat(b.Add(gi, b.Accumulator("in_i")), 24, "i");
        Value currentE = b.MulShift(e, b.Sub(b.Param("reversal_e"), v), FractionBits, Rounding.Floor);
        Value currentI = b.MulShift(i, b.Sub(b.Param("reversal_i"), v), FractionBits, Rounding.Floor);
        Value drive = b.Add(b.Sub(b.Param("rest"), v), b.Add(currentE, currentI), "drive");
        Value integrated = b.Sat(b.Add(v, Times(drive, "step")), 24, "integrated");
        Value held = b.Select(b.Gt(wait, 0, "refractory_now"), v, integrated, "held");
        Value fired = b.Gt(held, b.Param("threshold"), "fired");
        b.Store("v", b.Select(fired, b.Param("reset"), held));
        b.Store("wait", b.Select(fired, b.Param("refractory"), b.Max(b.Sub(wait, 1), 0)));
        b.Store("ge", b.Sat(Times(e, "decay_e"), 24));
        b.Store("gi", b.Sat(Times(i, "decay_i"), 24));
        b.Emit(fired);
        return b.Build();
        Value Times(Value value, string coefficient) => b.MulShift(value, b.Param(coefficient), CoefficientBits, Rounding.Floor);
    }

    private static int Fixed(double value) => (int)Math.Round(value * (1 << FractionBits));

    private static int Coefficient(double value) => (int)Math.Round(value * (1 << CoefficientBits));
}
