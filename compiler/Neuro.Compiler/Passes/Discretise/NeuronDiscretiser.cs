using Neuro.Compiler.Dialects;
using Neuro.Compiler.Discrete;
using Neuro.Compiler.Graph;
using Neuro.Ir.Diagnostics;

namespace Neuro.Compiler.Passes;

/// <summary>Steps of NIR's neurons in a dialect; see <see cref="LinearNeuronModel"/> for what the coefficients do.</summary>
internal sealed class NeuronDiscretiser(Dialect dialect, List<Diagnostic> findings)
{
    private readonly double _dt = dialect.TimeStep.ToDouble();

    public LinearNeuronModel Discretise(NeuronNode node, double[] bias) => node switch
    {
        INode n => Integrator(n, n.R, null, bias),
        IFNode n => Integrator(n, n.R, Rule(n, n.VThreshold, n.VReset), bias),
        LINode n => Leaky(n, n.Tau, n.R, n.VLeak, null, bias),
        LIFNode n => Leaky(n, n.Tau, n.R, n.VLeak, Rule(n, n.VThreshold, n.VReset), bias),
        CubaLINode n => WithSynapse(n, Leaky(n, n.TauMem, n.R, n.VLeak, null, bias), n.TauSyn, n.WIn),
        CubaLIFNode n => WithSynapse(
            n, Leaky(n, n.TauMem, n.R, n.VLeak, Rule(n, n.VThreshold, n.VReset), bias), n.TauSyn, n.WIn),
        _ => throw new ArgumentException($"'{node.Name}' ({node.Kind}) has no discrete form", nameof(node)),
    };

    /// <summary>dv/dt = R·I, where I is a train of impulses: v ← v + R·x.</summary>
    private LinearNeuronModel Integrator(NeuronNode node, Tensor r, SpikeRule? rule, double[] bias) => new()
    {
        Kind = node.Kind,
        Bias = bias,
        MembraneDecay = [1.0],
        MembraneGain = dialect.Gain == InputGain.Unit ? [1.0] : Per(node, r),
        Spike = rule,
    };

    private LinearNeuronModel Leaky(NeuronNode node, Tensor tau, Tensor r, Tensor leak, SpikeRule? rule, double[] bias)
    {
        double[] taus = Per(node, tau);
        WarnOfLongStep(node, "tau_mem", taus, dialect.Membrane);
        return new()
        {
            Kind = node.Kind,
            Bias = bias,
            MembraneDecay = Decay(dialect.Membrane, taus),
            MembraneGain = Gain(taus, Per(node, r)),
            Leak = Values.Compact(Values.Zip(
                Decay(dialect.Membrane, taus), Per(node, leak), (decay, v) => v == 0 ? 0 : (1 - decay) * v)),
            Spike = rule,
        };
    }

    private LinearNeuronModel WithSynapse(NeuronNode node, LinearNeuronModel membrane, Tensor tau, Tensor? weight)
    {
        double[] taus = Per(node, tau);
        WarnOfLongStep(node, "tau_syn", taus, dialect.Synapse);
        return membrane with
        {
            SynapseDecay = Decay(dialect.Synapse, taus),
            SynapseGain = Gain(taus, Per(node, weight ?? Tensor.Scalar(1))),
        };
    }

    private double[] Decay(Integrator integrator, double[] taus) =>
        [.. taus.Select(tau => integrator == Dialects.Integrator.Euler ? 1 - _dt / tau : Math.Exp(-_dt / tau))];

    private double[] Gain(double[] taus, double[] factor) => dialect.Gain switch
    {
        InputGain.Euler => Values.Zip(taus, factor, (tau, f) => _dt / tau * f),
        // 1 − e^(−x) as −expm1(−x) by its series where x is small, which keeps the digits that the difference loses.
        InputGain.Exact => Values.Zip(taus, factor, (tau, f) => -Expm1(-_dt / tau) * f),
        _ => [1.0],
    };

    private static double Expm1(double x) => Math.Abs(x) < 1e-5 ? x + x * x / 2 + x * x * x / 6 : Math.Exp(x) - 1;

    private SpikeRule Rule(NeuronNode node, Tensor threshold, Tensor? reset)
    {
        double[] thresholds = Per(node, threshold);
        if (dialect.MultiSpike && thresholds.Any(t => t <= 0))
            findings.Add(DiagnosticCatalog.ThresholdNotPositive.At(node.Place, node.Name, thresholds.First(t => t <= 0)));
        if (dialect.Reset != ResetMode.ToValue && reset is not null && !reset.All(0))
        {
            string instead = dialect.Reset == ResetMode.Zero ? "to zero" : "by subtraction";
            findings.Add(DiagnosticCatalog.ResetValueIgnored.At(node.Place, node.Name, dialect.Name, instead));
        }
        return new()
        {
            Threshold = thresholds,
            Comparator = dialect.Comparator,
            Reset = dialect.Reset,
            ResetValue = reset is null ? [0.0] : Per(node, reset),
            Decision = dialect.Decision,
            MultiSpike = dialect.MultiSpike,
        };
    }

    private void WarnOfLongStep(NeuronNode node, string name, double[] taus, Integrator integrator)
    {
        if (integrator == Dialects.Integrator.Euler && taus.Min() is var least && least < _dt * (1 - 1e-6))
            findings.Add(DiagnosticCatalog.TimeStepTooLong.At(node.Place, node.Name, dialect.TimeStep, name, least));
    }

    private static double[] Per(NeuronNode node, Tensor tensor) => Values.Compact(Extents.PerNeuron(tensor, node.Shape!.Output));
}
