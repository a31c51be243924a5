using Neuro.Compiler.Discrete;
using Neuro.Ir;

namespace Neuro.Compiler.Dialects;

/// <summary>
/// How one simulator turns NIR's continuous-time neurons into steps. NIR stores neither the time step nor the integrator, and
/// tools differ; with the same dialect, a trained network does here what it did there. Each property is a knob of its own.
/// </summary>
public sealed record Dialect
{
    /// <summary>The tool's name, in lower case.</summary>
    public required string Name { get; init; }

    /// <summary>The update in one line, for people.</summary>
    public required string Equation { get; init; }

    /// <summary>What the claim rests on.</summary>
    public required string Source { get; init; }

    /// <summary>Seconds per tick. 1e-4 s by default, at which all the traces of the NIR paper were published.</summary>
    public Rational TimeStep { get; init; } = new(1, 10_000);

    /// <summary>Step of the membrane.</summary>
    public Integrator Membrane { get; init; }

    /// <summary>Step of the synaptic current (CubaLI, CubaLIF).</summary>
    public Integrator Synapse { get; init; }

    /// <summary>Gain of the input into the membrane, and, for a neuron with a synapse, into both.</summary>
    public InputGain Gain { get; init; }

    /// <summary>What a spike does to v. The model's v_reset is used by <see cref="ResetMode.ToValue"/> only.</summary>
    public ResetMode Reset { get; init; }

    /// <summary>Whether v = v_threshold is a spike.</summary>
    public Comparator Comparator { get; init; }

    /// <summary>Whether the v before or after the tick's update decides on the spike.</summary>
    public SpikeDecision Decision { get; init; }

    /// <summary>Whether one tick may carry several spikes, max(⌊v / v_threshold⌋, 0).</summary>
    public bool MultiSpike { get; init; }

    /// <summary>Ticks that every edge from an Input waits.</summary>
    public int InputLag { get; init; }

    /// <summary>Ticks that an edge waits that would otherwise close a cycle without delay; at least
    /// one where there is such a cycle.</summary>
    public int RecurrentLag { get; init; } = 1;

    /// <summary>The arithmetic in which the tool steps neurons.</summary>
    public FloatArithmetic Arithmetic { get; init; }

    /// <summary>The unit of the v that the tool prints; says nothing about the network.</summary>
    public VoltageUnit Unit { get; init; }

    /// <summary>The factor from the model's v to the v that the tool prints, for one neuron.</summary>
    /// <param name="inputGain">Gain from input to membrane in the discrete network.</param>
    /// <param name="threshold">The neuron's threshold.</param>
    public double PrintedPerModel(double inputGain, double threshold) => Unit switch
    {
        VoltageUnit.InputStep => 1 / inputGain,
        VoltageUnit.Threshold => 1 / threshold,
        _ => 1,
    };
}
