using Neuro.Compiler.Dialects;

namespace Neuro.Compiler.Passes;

/// <summary>Time constants as Xylo has them: shifts.</summary>
internal static class XyloDash
{
    /// <summary>The longest shift, of 4 bits.</summary>
    public const int Longest = 15;

    /// <summary>dash = round(log2(τ / dt)) of a per-tick decay: 1 − dt/τ by Euler, e^(−dt/τ) exactly.</summary>
    /// <param name="decay">From 0 to 1.</param>
    /// <param name="integrator">The integrator that gave it.</param>
    /// <param name="shortest">0, or 1 for synapses: by a shift of 0 a current is gone before it reaches the membrane.</param>
    public static int Of(double decay, Integrator integrator, int shortest)
    {
        double ticks = integrator == Integrator.Euler ? 1 / (1 - decay) : -1 / Math.Log(decay);
        return decay <= 0 ? shortest : (int)Math.Round(Math.Clamp(Math.Log2(ticks), shortest, Longest));
    }

    /// <summary>What a tick leaves of a large state: 1 − 2^−dash.</summary>
    public static double Decay(int dash) => 1 - Math.ScaleB(1, -dash);
}
