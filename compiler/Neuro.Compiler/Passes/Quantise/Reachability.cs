using Neuro.Compiler.Discrete;
using Neuro.Ir.Diagnostics;

namespace Neuro.Compiler.Passes;

/// <summary>
/// Finds neurons that quantisation made unable to fire, and neurons that fire whatever their input. With the strongest input in
/// every tick, v approaches
/// <code>
/// v∞ = (G·(x_max + bias) / (1 − synapseDecay) + leak) / (1 − membraneDecay),
/// </code>
/// and a neuron that this does not take over its threshold cannot fire.
/// </summary>
internal static class Reachability
{
    public static void Check(PopulationPlan plan, List<Diagnostic> diagnostics)
    {
        if (plan.Model is not LinearNeuronModel { Spike: { } spike } model) return;
        (int silenced, int able, int saturated) = (0, 0, 0);
        (double closest, double itsThreshold) = (double.NegativeInfinity, 0);
        for (int j = 0; j < plan.Size; j++)
        {
            double threshold = PopulationPlan.At(spike.Threshold, j);
            double scale = plan.Unit[plan.ChannelOf(j)] * plan.UnitGain[j] * plan.Residual[j];
            double least = Math.Min(scale * plan.CodesDown[j], scale * plan.CodesUp[j]);
            double most = Math.Max(scale * plan.CodesDown[j], scale * plan.CodesUp[j]);
            double limit = Limit(plan, model, j, most);
            if (Limit(plan, model, j, plan.DriveUp[j]) > threshold)
            {
                able++;
                if (limit <= threshold) silenced++;
                if (limit <= threshold && limit - threshold > closest - itsThreshold)
                    (closest, itsThreshold) = (limit, threshold);
            }
            if (Current(plan, model, j, least) > threshold) saturated++;
        }
        string? place = plan.Source.Origin;
        if (silenced > 0)
            diagnostics.Add(DiagnosticCatalog.LayerSilenced.At(
                place, plan.Source.Name, silenced, able, $"{closest:G4}", $"{itsThreshold:G4}"));
        if (saturated > 0)
            diagnostics.Add(DiagnosticCatalog.LayerSaturated.At(place, plan.Source.Name, saturated, plan.Size));
    }

    /// <summary>What enters v each tick in the long run when the events add <paramref name="drive"/> each tick.</summary>
    private static double Current(PopulationPlan plan, LinearNeuronModel model, int j, double drive)
    {
        double input = drive + (plan.Gain(j) * PopulationPlan.At(model.Bias, j));
        double current = model.SynapseDecay is { } decay ? Forever(input, PopulationPlan.At(decay, j)) : input;
        return current + PopulationPlan.At(model.Leak, j);
    }

    private static double Limit(PopulationPlan plan, LinearNeuronModel model, int j, double drive) =>
        Forever(Current(plan, model, j, drive), PopulationPlan.At(model.MembraneDecay, j));

    /// <summary>x + x·d + x·d² + …</summary>
    private static double Forever(double x, double decay) =>
        x == 0 ? 0 : decay < 1 ? x / (1 - decay) : x * double.PositiveInfinity;
}
