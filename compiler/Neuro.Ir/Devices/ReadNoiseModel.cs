namespace Neuro.Ir.Devices;

/// <summary>
/// How one read differs from the next: a normal deviate whose variance is the sum of
/// <code>
/// white     (white + white_relative·g)²
/// 1/f       (g·min(q/max(g_r^exponent, 0.001), q_max))²·ln((t + t₀ + t_r)/(2·t_r)),     g_r = g₀/G_max
/// 1/f, log  (q_log·log₁₀(g/1 µS))²·ln((t + t₀ + t_r)/(2·t_r))                          where g is above 1 µS
/// </code>
/// where g is the conductance now, g₀ that after programming, and t the time since.
/// Source: Nandakumar et al., ICECS 2019; IBM/aihwkit, PCMLikeNoiseModel and ReRamCMONoiseModel.
/// </summary>
public sealed record ReadNoiseModel
{
    /// <summary>White noise in siemens.</summary>
    public double White { get; init; }

    /// <summary>White noise in fractions of the conductance.</summary>
    public double WhiteRelative { get; init; }

    /// <summary>q of 1/f noise; 0 for none.</summary>
    public double Q { get; init; }

    /// <summary>Exponent of g_r.</summary>
    public double Exponent { get; init; }

    /// <summary>Largest q/g_r^exponent.</summary>
    public double QMax { get; init; } = 1;

    /// <summary>q_log of 1/f noise that depends on the conductance's logarithm, in siemens; 0 for none.</summary>
    public double QLog { get; init; }

    /// <summary>t_r: seconds that a read takes.</summary>
    public double ReadTime { get; init; } = 250e-9;

    /// <summary>t₀: seconds from programming to the first read.</summary>
    public double T0 { get; init; }
}
