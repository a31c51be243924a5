using Neuro.Compiler.Discrete;

namespace Neuro.Compiler.Dialects;

/// <summary>
/// The dialects by name. The equations are those of one LIF neuron with threshold θ; where a tool's own import of
/// NIR sets a factor or a reset, that counts, not the tool's default. "NIR paper" is neuromorphs/NIR, folder
/// paper, with its scripts and traces. I and IF step alike everywhere: v += R·x for a weighted spike x, without
/// dt (sinabs IAF, norse IAFCell, nengo_import.IF).
/// </summary>
public static class DialectRegistry
{
    /// <summary>
    /// Norse (LIFBoxCell, LIBoxCell): v += dt/τ·((v_leak − v) + R·I), then z = v &gt; θ, then v = 0 where z.
    /// norse.torch.utils.import_nir leaves v_reset out and builds CubaLIF as LIBox, then LIFBox, in the same tick.
    /// </summary>
    public static Dialect Norse { get; } = new()
    {
        Name = "norse",
        Equation = "v = v(1-dt/tau) + (dt/tau)RI; s = v > theta; v = 0 if s",
        Source = "norse/torch/utils/import_nir.py; NIR paper, lif_norse",
        Arithmetic = FloatArithmetic.SingleDifference,
    };

    /// <summary>
    /// snnTorch (Leaky, Synaptic with reset_delay=False): v = βv + x, z = v &gt; θ', v = 0 where z; β = 1 − dt/τ. Its import
    /// drops the input gain (dt/τ)·R and divides the threshold by it, so that its v is τ/(dt·R) times the model's.
    /// </summary>
    public static Dialect SnnTorch { get; } = new()
    {
        Name = "snntorch",
        Equation = "v = v(1-dt/tau) + (dt/tau)RI; s = v > theta; v = 0 if s",
        Source = "snntorch/import_nir.py; NIR paper, lif_snntorch (v times tau/(R dt))",
        Unit = VoltageUnit.InputStep,
        Arithmetic = FloatArithmetic.SingleInputSteps,
    };

    /// <summary>
    /// Sinabs (LIFSqueeze, norm_input=False): v = v·e^(−dt/τ) + x, reset by subtraction; the published trace was fed with weights
    /// times dt/τ, so the gain is (dt/τ)·R. The tool fires at v ≥ θ (SingleSpike) and by default counts ⌊v/θ⌋ spikes
    /// (MultiSpike), which is <see cref="Dialect.MultiSpike"/> here. Its lower bound on v (min_v_mem of IAF) is not modelled.
    /// </summary>
    public static Dialect Sinabs { get; } = new()
    {
        Name = "sinabs",
        Equation = "v = v exp(-dt/tau) + (dt/tau)RI; s = v >= theta; v = v - theta if s",
        Source = "sinabs/nir.py, sinabs/activation/spike_generation.py; NIR paper, lif_sinabs",
        Membrane = Integrator.Exact,
        Synapse = Integrator.Exact,
        Reset = ResetMode.Subtract,
        Comparator = Comparator.GreaterOrEqual,
        Arithmetic = FloatArithmetic.Single,
    };

    /// <summary>
    /// Rockpool (LIFNeuronTorch): v = v·e^(−dt/τ) + x, reset by subtraction. Its own .nir files carry dt/τ in the weights and an
    /// R that its import takes out again: read those with <see cref="InputGain.Unit"/>.
    /// </summary>
    public static Dialect Rockpool { get; } = Sinabs with
    {
        Name = "rockpool",
        Source = "rockpool LIFNeuronTorch; NIR paper, lif_rockpool",
    };

    /// <summary>
    /// Nengo (LIF with tau_ref = 0): v += (RI − v)·(1 − e^(−dt/τ)), z = v &gt; θ, v = 0 where z; v is printed in units of
    /// θ. The NIR paper's import corrects τ_syn so that the synapse steps as Euler's does. Nengo also keeps v from
    /// falling below zero, which is not modelled.
    /// </summary>
    public static Dialect Nengo { get; } = new()
    {
        Name = "nengo",
        Equation = "v = v exp(-dt/tau) + (1-exp(-dt/tau))RI; s = v > theta; v = 0 if s",
        Source = "NIR paper, lif_nengo and 03_rnn/nir_to_nengo.py (v over theta)",
        Membrane = Integrator.Exact,
        Gain = InputGain.Exact,
        Unit = VoltageUnit.Threshold,
    };

    /// <summary>
    /// Spyx (LIF, CuBaLIF): z = v &gt; θ with the v of the last tick, then v = βv + (dt/τ)·x − z·θ, with β = 1 − dt/τ. A
    /// spike comes one tick after the crossing.
    /// </summary>
    public static Dialect Spyx { get; } = new()
    {
        Name = "spyx",
        Equation = "s = v > theta; v = v(1-dt/tau) + (dt/tau)RI - s theta",
        Source = "spyx/nn.py and spyx/nir.py of 2023-11; NIR paper, lif_spyx",
        Reset = ResetMode.Subtract,
        Decision = SpikeDecision.BeforeUpdate,
        Arithmetic = FloatArithmetic.Single,
    };

    /// <summary>
    /// SpiNNaker2 (py-spinnaker2 s2_nir, IntegratorMethod.FORWARD, ResetMethod.ZERO): Euler, reset to zero;
    /// the input gain is moved into the threshold, so that its v is τ/(dt·R) times the model's. Weights on
    /// the chip are quantised; this is the float form.
    /// </summary>
    public static Dialect SpiNNaker2 { get; } = new()
    {
        Name = "spinnaker2",
        Equation = "v = v(1-dt/tau) + (dt/tau)RI; s = v > theta; v = 0 if s",
        Source = "NIR paper, lif_spinnaker2.py (v times tau/(R dt))",
        Unit = VoltageUnit.InputStep,
        Arithmetic = FloatArithmetic.SingleCoefficients,
    };

    /// <summary>Lava (LIF, floating point): Euler, reset to zero, v &gt; θ; a Dense
    /// process hands input on one tick late.</summary>
    public static Dialect Lava { get; } = new()
    {
        Name = "lava",
        Equation = "v = v(1-dt/tau) + (dt/tau)RI[t-1]; s = v > theta; v = 0 if s",
        Source = "NIR paper, nir_to_lava.py and lif_lava_cpu_float",
        InputLag = 1,
        Arithmetic = FloatArithmetic.SingleCoefficients,
    };

    /// <summary>
    /// NIR's equations solved exactly for an input held over the tick, spikes at the tick's end, reset to v_reset. With a
    /// synapse, the current at the end of the tick is what the membrane sees.
    /// </summary>
    public static Dialect Exact { get; } = new()
    {
        Name = "exact",
        Equation = "v = v exp(-dt/tau) + (1-exp(-dt/tau))RI; s = v > theta; v = v_reset if s",
        Source = "NIR, nir/ir/neuron.py",
        Membrane = Integrator.Exact,
        Synapse = Integrator.Exact,
        Gain = InputGain.Exact,
        Reset = ResetMode.ToValue,
    };

    /// <summary>All dialects.</summary>
    public static IReadOnlyList<Dialect> All { get; } = [Norse, SnnTorch, Sinabs, Rockpool, Nengo, Spyx, SpiNNaker2, Lava, Exact];

    /// <summary>The dialect called <paramref name="name"/>, in any case, or null.</summary>
    public static Dialect? Find(string name) => All.FirstOrDefault(d => d.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
