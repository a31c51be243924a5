using Neuro.Compiler.Discrete;
using Neuro.Ir.Targets;

namespace Neuro.Compiler.Passes;

/// <summary>
/// Chooses, for each population, what one unit of its accumulator is worth (<see cref="PopulationPlan.Unit"/>), in the order in
/// which inputs come before what they feed. Projections that meet in a channel get steps that are integer multiples of its unit.
/// </summary>
/// <param name="format">The numbers to quantise to.</param>
internal sealed class UnitPlanner(FixedPointFormat format)
{
    /// <summary>Steps may differ this much within a channel before the smaller ones are made coarser.</summary>
    private const double LargestRatio = 64;

    /// <summary>
    /// Magnitude bits of the strongest input where graded values add: a neuron reads 31 of a sum, saturated, and one is to spare.
    /// </summary>
    private const int ReadableBits = 30;

    /// <summary>
    /// Magnitude bits of the strongest input otherwise: every source at its largest and of the right sign at once does not occur,
    /// so that the sum may need a 64-bit accumulator before weights get coarser.
    /// </summary>
    private const int ImprobableBits = 33;

    /// <summary>Magnitude bits of sums that are divided into whole numbers.</summary>
    private const int IntegerBits = 28;

    /// <summary>Magnitude bits of an integer read-out, which nothing divides.</summary>
    private const int ReadOutBits = 30;

    /// <summary>Extra resolution kept for projections whose source's unit is not known yet (graded values in a loop).</summary>
    private const double PendingResolution = 16;

    /// <summary>Splits the gains and sets the units of <paramref name="plan"/>, and the bounds of one tick's drive.</summary>
    public void Plan(PopulationPlan plan)
    {
        SplitGains(plan);
        BoundDrive(plan);
        foreach (ProjectionPlan projection in plan.Incoming) ChooseSteps(plan, projection);
        ProjectionPlan[] known = [.. plan.Incoming.Where(p => p.From.OutputUnit != 0)];
        double refine = known.Length < plan.Incoming.Count ? PendingResolution : 1;
        if (plan.Model is IntegerModel)
        {
            for (int c = 0; c < plan.Channels; c++) plan.Unit[c] = IntegerUnit(plan, c, IntegerSteps(plan, c));
            return;
        }
        if (IsIntegerReadOut(plan))
        {
            double[] steps = [.. Enumerable.Range(0, plan.Channels).SelectMany(c => IntegerSteps(plan, c)).Distinct()];
            Array.Fill(plan.Unit, ReadOutUnit(plan, steps));
            return;
        }
        if (plan.Graded || !format.PerChannel)
        {
            Array.Fill(plan.Unit,
                CommonUnit([.. known.SelectMany(p => Enumerable.Range(0, plan.Channels).Select(c => (p, c)))]) / refine);
            int excess = Enumerable.Range(0, plan.Channels).Select(c => Excess(plan, c)).DefaultIfEmpty(0).Max();
            for (int c = 0; c < plan.Channels; c++) plan.Unit[c] = Math.ScaleB(plan.Unit[c], excess);
            return;
        }
        for (int c = 0; c < plan.Channels; c++)
        {
            plan.Unit[c] = CommonUnit([.. known.Select(p => (p, c))]) / refine;
            plan.Unit[c] = Math.ScaleB(plan.Unit[c], Excess(plan, c));
        }
    }

    /// <summary>
    /// The unit of a sum that is divided into whole numbers: where projections of different steps meet, a fraction of the
    /// smallest so fine that each step is a multiple of it to 2^−16, or as fine as the sum's width allows.
    /// </summary>
    private static double IntegerUnit(PopulationPlan plan, int c, double[] steps)
    {
        if (steps.Length == 0) return 1;
        int neurons = plan.Size / plan.Channels;
        double drive = Math.Max(plan.DriveUp[c * neurons], -plan.DriveDown[c * neurons]) * Gain(plan.Model);
        int room = (int)Math.Floor(IntegerBits - Math.Log2(Math.Max(drive / steps.Min(), 1)));
        return steps.Length == 1 ? steps[0] : Math.ScaleB(steps.Min(), -Math.Clamp(room, 0, 16));
    }

    /// <summary>
    /// The unit of a read-out, one for all classes: the smallest step over k, of the k that the sum's width allows the one
    /// (of its upper half) by which all steps are closest to multiples of the unit, so that no class is favoured.
    /// </summary>
    private static double ReadOutUnit(PopulationPlan plan, double[] steps)
    {
        if (steps.Length <= 1) return steps is [var only] ? only : 1;
        double least = steps.Min();
        double drive = plan.DriveUp.Zip(plan.DriveDown, (up, down) => Math.Max(up, -down)).Max() * Gain(plan.Model);
        int most = (int)Math.Clamp(Math.ScaleB(least, ReadOutBits) / Math.Max(drive, least), 1, 1 << 16);
        double Error(int k) => steps.Max(s => Math.Abs(Math.Round(s / least * k) / (s / least * k) - 1));
        return least / Enumerable.Range((most + 1) / 2, most - (most + 1) / 2 + 1).MinBy(Error);
    }

    private static double Gain(NeuronModel model) =>
        (model is IntegerModel integer ? integer.Window : ((RelayModel)model).Window)?.Gain ?? 1;

    private static double[] IntegerSteps(PopulationPlan plan, int c) =>
        [.. plan.Incoming.Select(p => IntegerStep(p, c)).Where(s => s > 0).Distinct()];

    /// <summary>A result whose weights have steps of the model's own, which one unit for all neurons must not blur.</summary>
    private static bool IsIntegerReadOut(PopulationPlan plan) => plan.Model is RelayModel && plan.Outgoing.Count == 0
        && plan.Incoming.Count > 0 && plan.Incoming.All(p => p.Source.Map.Steps is not null && p.ExactSteps.All(s => s > 0));

    private static double IntegerStep(ProjectionPlan projection, int c) =>
        (projection.ExactSteps[c] > 0 ? projection.ExactSteps[c] : projection.FreeSteps[c]) * projection.From.OutputUnit;

    /// <summary>Bits by which the strongest input of a channel, in its units, exceeds what a neuron can make use of.</summary>
    private static int Excess(PopulationPlan plan, int c)
    {
        double largest = 0;
        int usable = plan.Incoming.Any(p => p.From.Graded) ? ReadableBits : ImprobableBits;
        int neurons = plan.Size / plan.Channels;
        for (int j = c * neurons; j < (c + 1) * neurons; j++)
        {
            double drive = Math.Max(Math.Abs(plan.DriveUp[j]), Math.Abs(plan.DriveDown[j]));
            if (drive > 0) largest = Math.Max(largest, drive / Math.Abs(plan.UnitGain[j] * plan.Residual[j]));
        }
        return largest == 0 ? 0 : (int)Math.Max(0, Math.Ceiling(Math.Log2(largest / plan.Unit[c]) - usable));
    }

    /// <summary>Gives each projection into <paramref name="plan"/> its multipliers and steps, once every unit is known.</summary>
    public void Scale(PopulationPlan plan)
    {
        foreach (ProjectionPlan projection in plan.Incoming)
        {
            double source = projection.From.OutputUnit;
            for (int c = 0; c < plan.Channels; c++)
            {
                double unit = plan.Unit[c];
                if (plan.Model is IntegerModel || IsIntegerReadOut(plan))
                {
                    // The multiplier may be off by half a unit; the codes are those of the model.
                    projection.Multipliers[c] = (int)Math.Clamp(Math.Round(IntegerStep(projection, c) / unit), 1, 1 << 24);
                    projection.Steps[c] = IntegerStep(projection, c) / source;
                    continue;
                }
                // An exact step counts only where the unit divides it.
                double exact = projection.ExactSteps[c] * source;
                double wanted = IsMultiple(exact, unit) ? exact : projection.FreeSteps[c] * source;
                double multiplier = Math.Clamp(Math.Ceiling((wanted / unit) - 1e-9), 1, 1 << 20);
                if (format.Scale == ScaleKind.PowerOfTwo) multiplier = Math.Pow(2, Math.Ceiling(Math.Log2(multiplier)));
                projection.Multipliers[c] = (int)multiplier;
                projection.Steps[c] = multiplier * unit / source;
            }
        }
    }

    private static void SplitGains(PopulationPlan plan)
    {
        double largest = 0;
        for (int j = 0; j < plan.Size; j++) largest = Math.Max(largest, Math.Abs(plan.Gain(j)));
        if (largest == 0) largest = 1;
        int neurons = plan.Size / Math.Max(plan.Channels, 1);
        for (int c = 0; c < plan.Channels; c++)
        {
            double reference = 0;
            bool oneSign = true;
            for (int j = c * neurons; j < (c + 1) * neurons; j++)
            {
                double gain = plan.Gain(j);
                if (Math.Abs(gain) > Math.Abs(reference)) reference = gain;
                oneSign &= Math.Sign(gain) == Math.Sign(plan.Gain(c * neurons));
            }
            // Graded values need one unit for all: the gains go into the weights. Otherwise only their sign does.
            double row = plan.Graded ? reference / largest : oneSign ? Math.Sign(reference) : 1;
            plan.RowFactor[c] = row;
            for (int j = c * neurons; j < (c + 1) * neurons; j++)
            {
                double gain = plan.Gain(j);
                plan.UnitGain[j] = plan.Graded || gain == 0 ? largest : Math.Abs(gain);
                double rest = row == 0 ? 1 : gain / (row * plan.UnitGain[j]);
                plan.Residual[j] = Math.Abs(rest - 1) < 1e-12 ? 1 : rest;
            }
        }
    }

    /// <summary>
    /// DriveUp_j = G_j · Σ max(w·u·p_min, w·u·p_max) over sources, DriveDown_j likewise; border taps of convolutions count.
    /// </summary>
    private static void BoundDrive(PopulationPlan plan)
    {
        foreach (ProjectionPlan projection in plan.Incoming)
        {
            PopulationPlan from = projection.From;
            (double low, double high) = (from.PayloadMinimum * from.OutputUnit, from.PayloadMaximum * from.OutputUnit);
            // Neurons with a slice of weights of their own, or else a whole channel with the same one.
            int slices = projection.Source.Map is ConvolutionMap ? plan.Channels : plan.Size;
            int repeat = projection is { Weights.Length: 1, Source.Map: ConvolutionMap map }
                ? map.Geometry.InputChannels / map.Geometry.Groups * map.Geometry.KernelHeight * map.Geometry.KernelWidth
                : 1;
            int length = projection.Weights.Length == 1 ? 1 : projection.Weights.Length / slices;
            for (int s = 0; s < slices; s++)
            {
                int start = projection.Weights.Length == 1 ? 0 : s * length;
                ReadOnlySpan<double> weights = projection.Weights.AsSpan(start, length);
                (double up, double down) = (0, 0);
                foreach (double weight in weights)
                {
                    up += Math.Max(weight * low, weight * high) * repeat;
                    down += Math.Min(weight * low, weight * high) * repeat;
                }
                for (int j = s * (plan.Size / slices); j < (s + 1) * (plan.Size / slices); j++)
                {
                    double gain = plan.Gain(j);
                    plan.DriveUp[j] += gain * (gain < 0 ? down : up);
                    plan.DriveDown[j] += gain * (gain < 0 ? up : down);
                }
            }
        }
    }

    /// <summary>The steps that each channel of a projection would choose for itself.</summary>
    private void ChooseSteps(PopulationPlan plan, ProjectionPlan projection)
    {
        if (projection.Source.Map.Steps is { } steps && Fit(plan, projection, steps))
        {
            for (int c = 0; c < plan.Channels; c++)
                projection.ExactSteps[c] = steps[steps.Length == 1 ? 0 : c] * Math.Abs(plan.RowFactor[c]);
            projection.ExactSteps.CopyTo(projection.FreeSteps, 0);
            return;
        }
        if (!format.PerChannel || (projection.Weights.Length == 1 && plan.RowFactor.All(row => row == 1)))
        {
            double[] all = Scaled(plan, projection);
            Array.Fill(projection.ExactSteps, Step(all, exact: true));
            Array.Fill(projection.FreeSteps, Step(all, exact: false));
            return;
        }
        double[] scaled = new double[projection.Slice(0).Length];
        for (int c = 0; c < plan.Channels; c++)
        {
            ReadOnlySpan<double> slice = projection.Slice(c);
            for (int i = 0; i < scaled.Length; i++) scaled[i] = slice[i] * plan.RowFactor[c];
            projection.ExactSteps[c] = Step(scaled, exact: true);
            projection.FreeSteps[c] = Step(scaled, exact: false);
        }
    }

    /// <summary>Whether the model's own steps make every weight a code of the grid.</summary>
    private bool Fit(PopulationPlan plan, ProjectionPlan projection, double[] steps)
    {
        if (!format.PerChannel && steps.Length > 1) return false;
        if (format.Scale != ScaleKind.Integer || (steps.Length != 1 && steps.Length != plan.Channels)) return false;
        for (int c = 0; c < plan.Channels; c++)
        {
            double step = steps[steps.Length == 1 ? 0 : c];
            foreach (double weight in projection.Slice(c))
            {
                double code = Math.Round(weight / step);
                if (code < format.Grid.Minimum || code > format.Grid.Maximum || Math.Abs(weight - code * step) > 1e-9 * step)
                    return false;
            }
        }
        return true;
    }

    private double Step(ReadOnlySpan<double> weights, bool exact) => exact
        ? WeightQuantiser.ExactStep(weights, format.Grid, format.Scale)
        : WeightQuantiser.ChooseStep(weights, format.Grid, format.Chooser, format.Percentile, format.Scale);

    private static double[] Scaled(PopulationPlan plan, ProjectionPlan projection)
    {
        if (plan.RowFactor.All(row => row == 1)) return projection.Weights;
        List<double> all = new(projection.Weights.Length);
        for (int c = 0; c < plan.Channels; c++)
            foreach (double weight in projection.Slice(c)) all.Add(weight * plan.RowFactor[c]);
        return [.. all];
    }

    private static bool IsMultiple(double value, double unit)
    {
        double ratio = value / unit;
        return ratio > 0.999 && Math.Abs(ratio - Math.Round(ratio)) < 1e-9 * ratio;
    }

    /// <summary>
    /// The unit for slices that meet: their exact step where they all have the same one, else one of which every step can be an
    /// integer multiple m ≥ step / unit with little loss: the smallest step over 1 to 8, the first whose mean of m·unit / step is
    /// within 1 % of the best.
    /// </summary>
    private double CommonUnit((ProjectionPlan Projection, int Channel)[] slices)
    {
        slices = [.. slices.Where(s => s.Projection.FreeSteps[s.Channel] > 0)];
        if (slices.Length == 0) return 1;
        double[] exact = [.. slices.Select(s => s.Projection.ExactSteps[s.Channel] * s.Projection.From.OutputUnit).Distinct()];
        if (exact.Length == 1 && exact[0] > 0) return exact[0];
        double[] steps = [.. slices.Select(s => s.Projection.FreeSteps[s.Channel] * s.Projection.From.OutputUnit).Distinct()];
        double smallest = Math.Max(steps.Min(), steps.Max() / LargestRatio);
        if (format.Scale == ScaleKind.PowerOfTwo || steps.Length == 1) return smallest;
        double Loss(int parts) =>
            steps.Average(s => Math.Max(1, Math.Ceiling((s * parts / smallest) - 1e-9)) * smallest / (s * parts));
        double best = Enumerable.Range(1, 8).Min(Loss);
        return smallest / Enumerable.Range(1, 8).First(parts => Loss(parts) <= best * 1.01);
    }
}
