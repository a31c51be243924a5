namespace Neuro.Emulator.Cpu;

/// <summary>Number of 32-bit lanes that neuron updates are compiled for.</summary>
public enum SimdWidth
{
    /// <summary>One neuron at a time.</summary>
    Scalar = 1,

    /// <summary>Four lanes: SSE, NEON.</summary>
    Vector128 = 4,

    /// <summary>Eight lanes: AVX2.</summary>
    Vector256 = 8,

    /// <summary>Sixteen lanes: AVX-512.</summary>
    Vector512 = 16,
}
