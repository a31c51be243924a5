using Neuro.Compiler.Discrete;

namespace Neuro.Compiler.Passes;

/// <summary>
/// Chooses how many fraction bits a population's states have beyond its accumulator's unit, so that the range a state needs fills
/// its width. The range is twice what calibration saw, or, without calibration, what the strongest input can do for a thousand
/// ticks, but not more than 2^(StateBits/3) thresholds: a third of the bits above the threshold, two thirds below.
/// </summary>
/// <param name="format">The numbers to quantise to.</param>
/// <param name="activity">What calibration saw, by population; empty without calibration.</param>
internal sealed class StatePlanner(FixedPointFormat format, IReadOnlyDictionary<string, PopulationActivity> activity)
{
    /// <summary>Ticks over which an undecaying state is assumed to collect the strongest input.</summary>
    private const double Horizon = 1024;

    /// <summary>Channels may have this many fewer bits than the median channel before their
    /// weights are made coarser instead.</summary>
    private const int Spread = 5;

    /// <summary>Most magnitude bits of graded payloads between populations, and least where sums
    /// would not fit 32 bits otherwise.</summary>
    private const int MostGradedBits = 15, LeastGradedBits = 8;

    /// <summary>Sets the shifts of <paramref name="plan"/>, what its output is worth, and the bounds of its payload.</summary>
    public void Plan(PopulationPlan plan)
    {
        switch (plan.Model)
        {
            case InputModel:
                (plan.PayloadMinimum, plan.PayloadMaximum) = (format.InputMinimum, format.InputMaximum);
                break;
            case RelayModel relay:
                PlanRelay(plan, relay);
                break;
            case IntegerModel integer:
                (plan.PayloadMinimum, plan.PayloadMaximum) = integer.Window.Payloads(integer.Minimum, integer.Maximum);
                break;
            case MaximumModel maximum:
                (plan.PayloadMinimum, plan.PayloadMaximum) = maximum.Window?.Payloads(maximum.Minimum, maximum.Maximum)
                    ?? (maximum.Minimum, maximum.Maximum);
                break;
            case LinearNeuronModel linear:
                PlanShifts(plan, linear);
                PlanOutput(plan, linear);
                break;
        }
    }

    /// <summary>
    /// Magnitude bits of a payload that leaves <paramref name="plan"/>. Between populations a weight, a payload and the number of
    /// synapses share the 31 bits of a sum.
    /// </summary>
    private int PayloadBits(PopulationPlan plan)
    {
        if (plan.Outgoing.Count == 0) return format.PayloadBits;
        int sum = plan.Outgoing.Max(p => Bits(p.FanIn));
        return Math.Min(format.PayloadBits, Math.Clamp(31 - format.WeightBits - sum, LeastGradedBits, MostGradedBits));
    }

    private void PlanRelay(PopulationPlan plan, RelayModel relay)
    {
        double range = 0;
        for (int j = 0; j < plan.Size; j++)
        {
            double bias = PopulationPlan.At(relay.Bias, j);
            double sums = relay.Window?.Gain ?? 1;
            range = Math.Max(
                range, Math.Max(Math.Abs(bias + sums * plan.DriveUp[j]), Math.Abs(bias + sums * plan.DriveDown[j])));
        }
        if (activity.TryGetValue(plan.Source.Name, out PopulationActivity? seen) && seen.Output > 0)
            range = Math.Min(range, 2 * seen.Output);
        // One bit more than the range, for the rounding of the weights; everything there is where a loop hides the range.
        int needed = plan.Incoming.Any(p => p.From.OutputUnit == 0) ? 31 : Bits(range / plan.Unit.DefaultIfEmpty(1).First()) + 1;
        int bits = Math.Clamp(needed, 1, PayloadBits(plan));
        plan.OutputShift = Math.Clamp(needed - bits, 0, 31);
        SetGraded(plan, bits, plan.Unit.DefaultIfEmpty(1).First());
    }

    private void PlanOutput(PopulationPlan plan, LinearNeuronModel linear)
    {
        if (linear.Spike is null)
        {
            int bits = Math.Min(format.StateBits - 1, PayloadBits(plan));
            plan.OutputShift = format.StateBits - 1 - bits;
            SetGraded(plan, bits, plan.Size == 0 ? 1 : plan.MembraneUnit(0));
        }
        else if (linear.Spike.MultiSpike)
        {
            double most = 1;
            for (int j = 0; j < plan.Size; j++)
            {
                double threshold = Math.Round(PopulationPlan.At(linear.Spike.Threshold, j) / plan.MembraneUnit(j));
                most = Math.Max(most, Largest(format.StateBits) / Math.Max(1, threshold));
            }
            plan.PayloadMaximum = (long)Math.Min(most, Largest(format.PayloadBits + 1));
        }
    }

    private static void SetGraded(PopulationPlan plan, int bits, double unit)
    {
        plan.PayloadMaximum = (1L << bits) - 1;
        plan.PayloadMinimum = -(1L << bits);
        plan.OutputUnit = Math.ScaleB(unit, plan.OutputShift);
    }

    /// <summary>Fits the fraction bits of i and v; coarsens the unit of channels that need
    /// far more room than the others.</summary>
    private void PlanShifts(PopulationPlan plan, LinearNeuronModel linear)
    {
        if (plan.Size == 0) return;
        int[] first = new int[plan.Size];
        int[] membrane = new int[plan.Size];
        for (int j = 0; j < plan.Size; j++) (first[j], membrane[j]) = Room(plan, linear, j);
        bool free = !plan.Graded && format.PerChannel;
        int total = Fit(membrane, free);
        int input = linear.SynapseDecay is null ? total : Fit(first, free);
        int neurons = plan.Size / plan.Channels;
        for (int c = 0; free && c < plan.Channels; c++)
        {
            int deficit = 0;
            for (int j = c * neurons; j < (c + 1) * neurons; j++)
                deficit = Math.Max(deficit, Math.Max(input - first[j], total - membrane[j]));
            plan.Unit[c] = Math.ScaleB(plan.Unit[c], deficit);
        }
        plan.InputShift = Math.Clamp(input, -31, format.StateBits);
        plan.CurrentShift = linear.SynapseDecay is null ? 0 : Math.Clamp(total - plan.InputShift, -31, format.StateBits);
    }

    /// <summary>
    /// The shift that all neurons take: the least that any has room for, but not far below the median where channels can adapt.
    /// </summary>
    private static int Fit(int[] room, bool free)
    {
        int least = room.Min();
        return free ? Math.Max(least, room.Order().ElementAt(room.Length / 2) - Spread) : least;
    }

    /// <summary>Fraction bits that neuron <paramref name="j"/> has room for in its first state and in v.</summary>
    private (int First, int Membrane) Room(PopulationPlan plan, LinearNeuronModel linear, int j)
    {
        double gain = plan.Gain(j);
        double bias = gain * PopulationPlan.At(linear.Bias, j);
        double leak = PopulationPlan.At(linear.Leak, j);
        double constant = linear.SynapseDecay is null ? bias + leak : bias;
        double drive = Math.Max(Math.Abs(constant + plan.DriveUp[j]), Math.Abs(constant + plan.DriveDown[j]));
        double current = linear.SynapseDecay is { } decay ? Sustained(drive, PopulationPlan.At(decay, j)) : drive;
        double membrane = Sustained(
            current + (linear.SynapseDecay is null ? 0 : Math.Abs(leak)), PopulationPlan.At(linear.MembraneDecay, j));
        double level = linear.Spike is { } spike ? Math.Max(Math.Abs(PopulationPlan.At(spike.Threshold, j)), Reset(spike, j)) : 0;
        if (level > 0)
        {
            double cap = level * Math.Pow(2, format.StateBits / 3.0);
            (current, membrane) = (Math.Min(current, cap), Math.Min(membrane, cap));
        }
        if (activity.TryGetValue(plan.Source.Name, out PopulationActivity? seen))
        {
            if (seen.Membrane > 0) membrane = 2 * seen.Membrane;
            if (seen.Current > 0) current = 2 * seen.Current * Math.Abs(PopulationPlan.At(linear.MembraneGain, j));
        }
        membrane = Math.Max(membrane, 2 * level);
        double unit = plan.Unit[plan.ChannelOf(j)] * plan.UnitGain[j];
        int inMembrane = Math.Min(Shift(unit, membrane, format.StateBits), Shift(unit, level, format.ThresholdBits));
        if (linear.SynapseDecay is null)
        {
            inMembrane = Math.Min(inMembrane, Shift(unit, Math.Abs(constant), format.BiasBits));
            return (inMembrane, inMembrane);
        }
        inMembrane = Math.Min(inMembrane, Shift(unit, Math.Abs(leak), format.BiasBits));
        return (Math.Min(Shift(unit, current, format.StateBits), Shift(unit, Math.Abs(bias), format.BiasBits)), inMembrane);
    }

    private static double Reset(SpikeRule spike, int j) =>
        spike.Reset == ResetMode.ToValue ? Math.Abs(PopulationPlan.At(spike.ResetValue, j)) : 0;

    private static double Sustained(double drive, double decay) =>
        drive * Math.Min(1 / Math.Max(1 - Math.Abs(decay), 1e-12), Horizon);

    /// <summary>
    /// The largest shift with which <paramref name="range"/> still fits <paramref name="bits"/> bits in units of
    /// <paramref name="unit"/>·2^−shift.
    /// </summary>
    private static int Shift(double unit, double range, int bits) =>
        range == 0 ? 64 : (int)Math.Clamp(Math.Floor(Math.Log2(Largest(bits) * unit / range)), -64, 64);

    private static double Largest(int bits) => Math.Pow(2, bits - 1) - 1;

    /// <summary>Bits of magnitude that hold <paramref name="value"/>.</summary>
    private static int Bits(double value) => (int)Math.Clamp(Math.Ceiling(Math.Log2(Math.Max(value, 1) + 1)), 1, 31);
}
