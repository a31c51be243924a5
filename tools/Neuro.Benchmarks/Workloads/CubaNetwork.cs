using System.Collections.Immutable;
using Neuro.Ir;

namespace Neuro.Benchmarks.Workloads;

/// <summary>
/// W1: 10,000 leaky integrate-and-fire neurons with exponential current synapses, 80% excitatory, each hearing 800 excitatory and
/// 200 inhibitory neurons: the CUBA network of Vogels and Abbott (J. Neurosci. 2005; Brette et al., J. Comput. Neurosci. 2007) at
/// the density of cortex. Without input; it starts from random potentials and runs for one second.
///   tau_m dv/dt = (E_l − v) + g_e + g_i,  tau_e dg_e/dt = −g_e,  tau_i dg_i/dt = −g_i   (mV, ms), solved exactly for one tick.
/// </summary>
internal static class CubaNetwork
{
    /// <summary>Number of neurons.</summary>
    public const int Neurons = 10_000;

    /// <summary>The first of them are excitatory.</summary>
    public const int Excitatory = 8_000;

    // States are fixed-point millivolts with 14 fractional bits, v relative to E_l; coefficients have 20 fractional bits.
    private const int Scale = 1 << 14;
    private const int CoefficientBits = 20;
    private const double Rest = -20, Threshold = -50, ResetTo = -60;
    private const double TauM = 20, TauE = 5, TauI = 10, Refractory = 5;
    private const double WeightE = 0.458, WeightI = -2.546;

    /// <summary>The workload at 1 or 10 ticks per millisecond.</summary>
    public static Workload Create(int ticksPerMillisecond, int excitatoryInDegree = 800, int inhibitoryInDegree = 200)
    {
        double dt = 1.0 / ticksPerMillisecond;
        RandomSparse excitatory = RandomSparse.Create(Neurons, 0, Excitatory, excitatoryInDegree, seed: 1);
        RandomSparse inhibitory = RandomSparse.Create(Neurons, Excitatory, Neurons - Excitatory, inhibitoryInDegree, seed: 2);
        SplitMix64 random = new(3);
        int[] initial = InitialPotentials(Neurons, random);
        ImmutableSortedDictionary<string, IrValue> parameters = Parameters(dt);
        return new()
        {
            Name = $"W1 {dt:0.#} ms",
            Program = Program(ticksPerMillisecond, parameters, excitatory, inhibitory, initial),
            Ticks = 1000 * ticksPerMillisecond,
            Scattered = true,
            BrianTicksPerMillisecond = ticksPerMillisecond,
            CSource = "cuba.c",
            WritePeerData = data =>
            {
                data.Add(1000 * ticksPerMillisecond);
                data.Add<int>([.. ParameterOrder.Select(name => parameters[name].Scalar), Fixed(WeightE), Fixed(WeightI)]);
                data.Add<int>(initial);
                data.Add<int>(excitatory.RowPointers);
                data.Add<ushort>(excitatory.Targets);
                data.Add<int>(inhibitory.RowPointers);
                data.Add<ushort>(inhibitory.Targets);
            },
        };
    }

    /// <summary>Uniform between reset and threshold, relative to E_l.</summary>
    public static int[] InitialPotentials(int neurons, SplitMix64 random) =>
        [.. Enumerable.Range(0, neurons).Select(_ => Fixed(ResetTo - Rest + random.Uniform() * (Threshold - ResetTo)))];

    /// <summary>The neurons, which begin at the potentials of array v0.</summary>
    public static Population Population(int neurons, ImmutableSortedDictionary<string, IrValue> parameters) => new()
    {
        Name = "neurons",
        Shape = [neurons],
        Neuron = "cuba",
        Phase = 1,
        Parameters = parameters,
        Initial = ImmutableSortedDictionary<string, IrValue>.Empty.Add("v", IrValue.FromArray("v0")),
    };

    private static readonly string[] ParameterOrder =
        ["decay_m", "gain_e", "gain_i", "decay_e", "decay_i", "threshold", "reset", "refractory"];

    /// <summary>The neuron's parameters at a tick of <paramref name="dt"/> milliseconds.</summary>
    public static ImmutableSortedDictionary<string, IrValue> Parameters(double dt) => new Dictionary<string, IrValue>
    {
        ["decay_m"] = Coefficient(Math.Exp(-dt / TauM)),
        ["gain_e"] = Coefficient(Gain(TauE, dt)),
        ["gain_i"] = Coefficient(Gain(TauI, dt)),
        ["decay_e"] = Coefficient(Math.Exp(-dt / TauE)),
        ["decay_i"] = Coefficient(Math.Exp(-dt / TauI)),
        ["threshold"] = Fixed(Threshold - Rest),
        ["reset"] = Fixed(ResetTo - Rest),
        ["refractory"] = (int)Math.Round(Refractory / dt),
    }.ToImmutableSortedDictionary();

    /// <summary>
    /// What g = 1 at the start of a tick adds to v by its end: tau/(tau − tau_m) · (e^(−dt/tau) − e^(−dt/tau_m)).
    /// </summary>
    private static double Gain(double tau, double dt) => tau / (tau - TauM) * (Math.Exp(-dt / tau) - Math.Exp(-dt / TauM));

    private static SpikeProgram Program(
        int ticksPerMillisecond,
        ImmutableSortedDictionary<string, IrValue> parameters,
        RandomSparse excitatory,
        RandomSparse inhibitory,
        int[] initial)
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
        return new()
        {
            Name = "cuba",
            TimeStep = new(1, 1000 * ticksPerMillisecond),
            Neurons = [Neuron()],
            Populations = [Population(Neurons, parameters)],
            Projections =
            [
                projection,
                projection with { Name = "inhibitory", Port = "in_i", Connectivity = i, Weight = Fixed(WeightI) },
            ],
            Arrays = [.. eArrays, .. iArrays, IrArray.Create("v0", [Neurons], 24, signed: true, initial)],
            Outputs = ["neurons"],
        };
    }

    /// <summary>The neuron: membrane, two synaptic currents, and ticks left of the refractory time.</summary>
    public static MicroProgram Neuron()
    {
        MicroProgramBuilder b = new("cuba");
        (Value v, Value ge, Value gi) = (b.State("v", 24), b.State("ge", 24), b.State("gi", 24));
        Value wait = b.State("wait", 8, signed: false);
        Value e = b.Add(ge, b.Accumulator("in_e"), "e");
        Value i = b.Add(gi, b.Accumulator("in_i"), "i");
        Value drive = b.Add(Times(e, "gain_e"), Times(i, "gain_i"));
        Value integrated = b.Sat(b.Add(Times(v, "decay_m"), drive), 24, "integrated");
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

    /// <summary>Millivolts as the program's integers.</summary>
    public static int Fixed(double millivolts) => (int)Math.Round(millivolts * Scale);

    private static int Coefficient(double value) => (int)Math.Round(value * (1 << CoefficientBits));
}
