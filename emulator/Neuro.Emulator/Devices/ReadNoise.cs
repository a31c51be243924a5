using Neuro.Ir.Devices;

namespace Neuro.Emulator.Devices;

/// <summary>The equations of <see cref="ReadNoiseModel"/>.</summary>
internal static class ReadNoise
{
    /// <summary>σ in siemens of one read.</summary>
    /// <param name="noise">The model.</param>
    /// <param name="maximum">G_max, in siemens.</param>
    /// <param name="written">g₀, in siemens.</param>
    /// <param name="now">g, in siemens.</param>
    /// <param name="seconds">t since programming.</param>
    public static double Deviation(ReadNoiseModel noise, double maximum, double written, double now, double seconds)
    {
        double g = Math.Abs(now);
        double white = noise.White + noise.WhiteRelative * g;
        double flicker = noise.Q == 0 ? 0
            : g * Math.Min(noise.Q / Math.Max(Math.Pow(Math.Abs(written) / maximum, noise.Exponent), 1e-3), noise.QMax);
        double logarithmic = noise.QLog == 0 ? 0 : noise.QLog * Math.Max(Math.Log10(g / 1e-6), 0);
        double octaves = flicker == 0 && logarithmic == 0
            ? 0 : Math.Max(Math.Log((seconds + noise.T0 + noise.ReadTime) / (2 * noise.ReadTime)), 0);
        return Math.Sqrt(white * white + (flicker * flicker + logarithmic * logarithmic) * octaves);
    }
}
