namespace Neuro.Emulator.Devices.Pulses;

/// <summary>
/// The curve of a nonlinearity label, normalised: x = (1 − e^(−k·p))/(1 − e^(−k)), with p the pulses over P_max and x the
/// conductance over its range; k = P_max/A has the label's sign. See <see cref="Ir.Devices.NonlinearPulse"/>.
/// </summary>
public sealed class NonlinearCurve
{
    // Below this the curve is a straight line to double precision.
    private const double Straight = 1e-9;

    /// <summary>The curve of <paramref name="label"/>, taken as ±9 beyond that.</summary>
    public NonlinearCurve(double label)
    {
        Label = Math.Clamp(label, -9, 9);
        K = Math.CopySign(Solve(Math.Abs(Label)), Label);
    }

    /// <summary>NL.</summary>
    public double Label { get; }

    /// <summary>k.</summary>
    public double K { get; }

    /// <summary>A/P_max = 1/k; infinite for a straight line.</summary>
    public double NormalisedA => 1 / K;

    /// <summary>x after a share <paramref name="p"/> of P_max pulses, 0 to 1.</summary>
    public double At(double p) => p >= 1 ? 1 : p <= 0 ? 0 : Math.Abs(K) < Straight ? p : OneMinusExp(K * p) / OneMinusExp(K);

    /// <summary>The share of P_max pulses at x, 0 to 1.</summary>
    public double Inverse(double x) =>
        x >= 1 ? 1 : x <= 0 ? 0 : Math.Abs(K) < Straight ? x : -LogOnePlus(-x * OneMinusExp(K)) / K;

    /// <summary>The change of x by one more of <paramref name="pulses"/> pulses; it is linear in x.</summary>
    public double StepUp(double x, int pulses) =>
        Math.Abs(K) < Straight ? 1.0 / pulses : (1 / OneMinusExp(K) - x) * OneMinusExp(K / pulses);

    /// <summary>The change of x, as a positive number, by one fewer.</summary>
    public double StepDown(double x, int pulses) =>
        Math.Abs(K) < Straight ? 1.0 / pulses : (1 / OneMinusExp(K) - x) * -OneMinusExp(-K / pulses);

    /// <summary>k of |NL|: the solution of 1/E − 1/k − ln(k/E)/k = 0.07·√2·NL with E = 1 − e^(−k), which rises with k.</summary>
    private static double Solve(double label)
    {
        double wanted = 0.07 * Math.Sqrt(2) * label;
        if (wanted == 0)
            return 0;
        double low = 0;
        double high = 100;
        while (high - low > 1e-15 * high)
        {
            double middle = (low + high) / 2;
            if (middle == low || middle == high)
                break;
            if (Deviation(middle) < wanted) low = middle;
            else high = middle;
        }
        return (low + high) / 2;
    }

    /// <summary>Largest distance of the curve from the straight line; k/8 − k³/576 where the terms would cancel.</summary>
    private static double Deviation(double k)
    {
        if (k < 0.02)
            return k / 8 - k * k * k / 576;
        double e = OneMinusExp(k);
        return 1 / e - 1 / k - Math.Log(k / e) / k;
    }

    /// <summary>1 − e^(−x) without cancellation.</summary>
    private static double OneMinusExp(double x) => 2 * Math.Exp(-x / 2) * Math.Sinh(x / 2);

    /// <summary>ln(1 + x) without cancellation (Kahan).</summary>
    private static double LogOnePlus(double x)
    {
        double sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * (x / (sum - 1));
    }
}
