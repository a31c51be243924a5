using Neuro.Emulator.Devices.Pulses;
using Neuro.Ir.Learning;

namespace Neuro.Emulator.Devices;

/// <summary>
/// A device's answer to pulses in integers: the state is a code, and the mean and the deviation of a step are tables over it.
/// For a pulse whose deviate z has 12 fraction bits (SEMANTICS.md, section 10),
/// <code>
/// change = step[code] + (sigma[code]·z + 2^11) / 2^12          floor; both tables have 8 fraction bits of a code
/// code   = clamp(code ± (change + 2^7) / 2^8, 0, 2^bits − 1)   floor; + for a pulse up, − for one down
/// </code>
/// and a code within the closing distance of the bound that the pulse goes towards is on it: that distance is measured when
/// the tables are compiled, so that where the float path reaches a bound, the codes do at the same pulse, whatever the
/// rounding of the way there.
/// </summary>
public sealed class PulseTables
{
    /// <summary>Fraction bits of a step in codes.</summary>
    public const int FractionBits = 8;
    private const int DeviateBits = 12;
    private const int LongestSweep = 40_000;


    private PulseTables(PulseResponse response, int bits)
    {
        Minimum = response.Minimum;
        Range = response.Maximum - response.Minimum;
        double scale = Math.ScaleB(1, FractionBits) * ((1L << bits) - 1) / Range;
        double State(double x) => response.Minimum + x * Range;
        Up = CodeTable.Compile(bits, x => response.Step(State(x), true) * scale);
        Down = CodeTable.Compile(bits, x => response.Step(State(x), false) * scale);
        UpSigma = Noise(true);
        DownSigma = Noise(false);
        Sweep(response);

        CodeTable? Noise(bool up)
        {
            bool any = Enumerable.Range(0, 65).Any(i => response.Sigma(State(i / 64.0), up) > 0);
            return any ? CodeTable.Compile(bits, x => response.Sigma(State(x), up) * scale) : null;
        }
    }

    /// <summary>Mean step of a pulse up.</summary>
    public CodeTable Up { get; }

    /// <summary>Mean step of a pulse down, as a positive number.</summary>
    public CodeTable Down { get; }

    /// <summary>Standard deviation of a pulse up; null for none.</summary>
    public CodeTable? UpSigma { get; }

    /// <summary>Standard deviation of a pulse down; null for none.</summary>
    public CodeTable? DownSigma { get; }

    /// <summary>Codes this near to <see cref="Maximum"/> are on it after a pulse up.</summary>
    public int CloseUp { get; private set; }

    /// <summary>Codes this near to 0 are on it after a pulse down.</summary>
    public int CloseDown { get; private set; }

    /// <summary>Largest code; it stands for the upper bound.</summary>
    public int Maximum => Up.Maximum;

    /// <summary>State of code 0: the lower bound.</summary>
    public double Minimum { get; }

    /// <summary>Upper less lower bound.</summary>
    public double Range { get; }

    /// <summary>Worst distance, in fractions of the range, of one pulse from the float path, between the nodes and at
    /// them.</summary>
    public double ErrorPerPulse { get; private set; }

    /// <summary>Worst distance, in fractions of the range, from the float path over pulses all the way up and all the way
    /// down.</summary>
    public double ErrorOverSweep { get; private set; }

    /// <summary>Pulses of that sweep, up and down.</summary>
    public int SweepPulses { get; private set; }

    /// <summary>Memory of the tables.</summary>
    public int Bytes => Up.Bytes + Down.Bytes + (UpSigma?.Bytes ?? 0) + (DownSigma?.Bytes ?? 0);

    /// <summary>The tables of a device.</summary>
    /// <param name="response">The device; its bounds are apart.</param>
    /// <param name="bits">Bits of the state, 8 to 31.</param>
    public static PulseTables Compile(PulseResponse response, int bits)
    {
        if (response.Maximum <= response.Minimum)
            throw new ArgumentException("the device's bounds are one: it has no range to tabulate", nameof(response));
        return new(response, bits);
    }

    /// <summary>The code after a pulse.</summary>
    /// <param name="code">The code before it, 0 to <see cref="Maximum"/>.</param>
    /// <param name="up">Whether it potentiates.</param>
    /// <param name="deviate">Its normal deviate with 12 fraction bits; 0 for the mean pulse.</param>
    public int Pulse(int code, bool up, int deviate = 0) => PulseOps.Pulse(
        code, up, (up ? Up : Down).At(code), (up ? UpSigma : DownSigma)?.At(code) ?? 0, deviate, factor: 1 << DeviateBits, low: 0,
        Maximum, up ? CloseUp : CloseDown);

    /// <summary>The nearest code of a state, within the bounds.</summary>
    public int Code(double state) => (int)Math.Round(Math.Clamp((state - Minimum) / Range, 0, 1) * Maximum);

    /// <summary>The state of a code.</summary>
    public double State(int code) => Minimum + (double)code / Maximum * Range;

    /// <summary>What the tables cost and how exact they are, in one line.</summary>
    public override string ToString() =>
        $"{Up.Bits} bits, {Bytes / 1024} KiB; worst error {ErrorPerPulse:0.0e+0} a pulse and {ErrorOverSweep:0.0e+0} over "
        + $"{SweepPulses} pulses, in fractions of the range";

    private void Sweep(PulseResponse response)
    {
        double state = response.Minimum;
        int code = 0;
        foreach (bool up in new[] { true, false })
        {
            double end = up ? response.Maximum : response.Minimum;
            for (int pulse = 0; pulse < LongestSweep && state != end; pulse++)
            {
                int nearest = Code(state);
                double error = Distance(Pulse(nearest, up), response.Pulse(State(nearest), up, 0));
                ErrorPerPulse = Math.Max(ErrorPerPulse, error);
                double next = response.Pulse(state, up, 0);
                bool stands = Math.Abs(next - state) < 1e-12 * Range;
                state = next;
                code = Pulse(code, up);
                SweepPulses++;
                if (state == end) code = Close(code, up);
                ErrorOverSweep = Math.Max(ErrorOverSweep, Distance(code, state));
                if (stands) break;
            }
        }
    }

    /// <summary>The float path is at the bound; so is the code when it is closer than 2^-20 of the range.</summary>
    private int Close(int code, bool up)
    {
        int gap = up ? Maximum - code : code;
        if (gap > Maximum >> 20 && gap > 8)
            return code;
        if (up) CloseUp = gap;
        else CloseDown = gap;
        return up ? Maximum : 0;
    }

    private double Distance(int code, double state) => Math.Abs((double)code / Maximum - (state - Minimum) / Range);
}
