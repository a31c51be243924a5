namespace Neuro.Compiler.Passes;

/// <summary>How a conventional network becomes a spiking one.</summary>
public enum ConversionMethod
{
    /// <summary>
    /// Activations are firing rates of integrate-and-fire neurons with reset by subtraction, driven by the input as a constant
    /// current (Diehl et al. 2015; Rueckauer et al. 2017).
    /// </summary>
    Rate,

    /// <summary>Activations are whole numbers, round(x / step), sent in a code; exact for networks of integers.</summary>
    Integer,
}
