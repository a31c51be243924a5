namespace Neuro.Compiler.Passes;

/// <summary>
/// One neuron's integers. A weight is code · s, with codes of b bits that b axons of types 0 … b − 1 add up to, and the model's 1
/// is k = s / step units of the potential.
/// </summary>
/// <param name="Codes">The code of each weight.</param>
/// <param name="Multiplier">s.</param>
/// <param name="Factor">k.</param>
/// <param name="Overdrive">Whether the inputs of one tick can exceed the threshold.</param>
internal sealed record RancScale(int[] Codes, int Multiplier, double Factor, bool Overdrive)
{
    // One less than 9 bits hold, because leaks are rounded.
    private const int Most = 254, Least = -256;

    // The rest of the negative range is for inhibition that adds up over ticks.
    private const int LargestFall = 192;

    /// <summary>The largest potential whose threshold and inputs of one tick fit 9 bits.</summary>
    /// <param name="weights">The weights, gains included.</param>
    /// <param name="threshold">The threshold.</param>
    /// <param name="drift">Added each tick.</param>
    /// <param name="bits">Bits of a code: 1 to 4; two's complement where signs mix.</param>
    public static RancScale For(double[] weights, double threshold, double drift, int bits)
    {
        double up = Math.Max(weights.DefaultIfEmpty(0).Max(), 0), down = Math.Max(-weights.DefaultIfEmpty(0).Min(), 0);
        int highest = down == 0 ? (1 << bits) - 1 : up == 0 ? 0 : (1 << (bits - 1)) - 1;
        int lowest = up == 0 ? 1 - (1 << bits) : down == 0 ? 0 : -(1 << (bits - 1));
        double widest = Math.Max(highest > 0 ? up / highest : 0, lowest < 0 ? down / -lowest : 0);
        if (widest == 0)
            return new(new int[weights.Length], 1, Most / Math.Max(threshold + Math.Abs(drift), 1e-9), drift > threshold);
        double step = Steps(widest).MinBy(s => weights.Sum(w => Math.Pow(w - (s * Code(w, s)), 2)));
        // Where even s = 1 is too much, coarser codes are less.
        while (Room(step) < 1) step *= Math.Max(1 / Room(step), 1.01);
        int[] codes = Array.ConvertAll(weights, w => Code(w, step));
        int largest = Math.Max(Math.Max(codes.Max(), -codes.Min()), 1);
        int multiplier = Math.Max((int)Math.Min(Room(step), (double)Most / largest), 1);
        double drive = codes.Sum(c => Math.Max(c, 0)) + (drift / step);
        return new(codes, multiplier, multiplier / step, drive > threshold / step);

        int Code(double w, double unit) => (int)Math.Clamp(Math.Round(w / unit), lowest, highest);

        // The largest s at which v neither rises nor falls too far in one tick.
        double Room(double unit) => Math.Min(
            Most / (((threshold + Math.Max(drift, 0)) / unit) + weights.Sum(w => Math.Max(Code(w, unit), 0))),
            LargestFall / Math.Max((Math.Max(-drift, 0) / unit) + weights.Sum(w => Math.Max(-Code(w, unit), 0)), 1e-9));
    }

    /// <summary>The potential below which inhibition could wrap around in one tick.</summary>
    public int Floor(int drift) =>
        Math.Clamp(Least + (Multiplier * Codes.Sum(c => Math.Max(-c, 0))) + Math.Max(-drift, 0), Least, -1);

    // Clipping the largest weights may pay, but never by more than half.
    private static IEnumerable<double> Steps(double widest) => Enumerable.Range(0, 11).Select(i => widest * (1 - (0.05 * i)));
}
