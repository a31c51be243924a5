namespace Neuro.Compiler.Loihi;

/// <summary>How a Loihi core reads the weights of a synapse block (lava.utils.weightutils.SignMode).</summary>
public enum SignMode
{
    /// <summary>Signed weights of −256 to 254 in steps of 2 or more.</summary>
    Mixed,

    /// <summary>Weights of 0 to 255.</summary>
    Excitatory,

    /// <summary>Weights of −255 to 0.</summary>
    Inhibitory,
}
