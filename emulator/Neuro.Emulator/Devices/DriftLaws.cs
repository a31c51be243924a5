using Neuro.Ir.Devices;

namespace Neuro.Emulator.Devices;

/// <summary>The equations of the drift models; the records say them in full, with their sources.</summary>
internal static class DriftLaws
{
    /// <summary>Smallest g/G_max whose logarithm is taken.</summary>
    private const double SmallestRelative = 1e-7;

    /// <summary>μ of the exponent at g_r = g/G_max.</summary>
    public static double MeanExponent(PowerLawDrift law, double relative) =>
        Math.Clamp(law.MeanLog * Log(relative) + law.Mean, law.MeanMin, law.MeanMax);

    /// <summary>σ of the exponent at g_r = g/G_max.</summary>
    public static double ExponentDeviation(PowerLawDrift law, double relative) =>
        Math.Clamp(law.DeviationLog * Log(relative) + law.Deviation, law.DeviationMin, law.DeviationMax);

    /// <summary>ν = |μ + σξ|.</summary>
    public static double Exponent(PowerLawDrift law, double relative, double deviate) =>
        Math.Abs(MeanExponent(law, relative) + ExponentDeviation(law, relative) * deviate);

    /// <summary>g₀·((t + t₀)/t₀)^−ν.</summary>
    public static double PowerLaw(PowerLawDrift law, double conductance, double exponent, double seconds) =>
        seconds > 0 ? conductance * Math.Pow((seconds + law.T0) / law.T0, -exponent) : conductance;

    /// <summary>g₀ + shift·ln t + (spread_log·ln t + spread)·ξ within the bounds.</summary>
    public static double Logarithmic(
        LogarithmicDrift law, double conductance, double deviate, double seconds, double minimum, double maximum)
    {
        if (seconds <= 0)
            return conductance;
        double logarithm = Math.Log(Math.Max(seconds, 1));
        double spread = law.SpreadLog * logarithm + law.Spread;
        return Math.Clamp(conductance + law.Shift * logarithm + spread * deviate, minimum, maximum);
    }

    /// <summary>The written deviation, widened from σ to σ_t.</summary>
    public static double Relaxation(RelaxationDrift law, in ProgrammedCell cell, double seconds, double sigma, double reference)
    {
        if (seconds <= 0 || sigma <= 0)
            return cell.Conductance;
        double widened = RelaxationSigma(law, cell.Target / reference, seconds);
        return Math.Max(cell.Target + (cell.Conductance - cell.Target) * (widened / sigma), 0);
    }

    /// <summary>σ_t at g/g_ref, interpolated in ln t.</summary>
    public static double RelaxationSigma(RelaxationDrift law, double relative, double seconds)
    {
        int next = 0;
        while (next < law.Times.Length && law.Times[next] < seconds) next++;
        if (next == 0)
            return Polynomial(law.Sigma[0], relative);
        if (next == law.Times.Length)
            return Polynomial(law.Sigma[^1], relative);
        double before = Math.Log(law.Times[next - 1]);
        double share = (Math.Log(seconds) - before) / (Math.Log(law.Times[next]) - before);
        double low = Polynomial(law.Sigma[next - 1], relative);
        return low + share * (Polynomial(law.Sigma[next], relative) - low);
    }

    /// <summary>Σ cᵢ·xⁱ.</summary>
    public static double Polynomial(System.Collections.Immutable.ImmutableArray<double> coefficients, double x)
    {
        double sum = 0;
        for (int i = coefficients.Length - 1; i >= 0; i--) sum = sum * x + coefficients[i];
        return sum;
    }

    private static double Log(double relative) => Math.Log(Math.Max(Math.Abs(relative), SmallestRelative));
}
