namespace Neuro.Runtime;

/// <summary>What sort of processor a device is: what a choice between devices goes by.</summary>
public enum DeviceKind
{
    /// <summary>The machine's own processors, whatever library they are reached through (pocl, a stand-in, ILGPU's
    /// CPU).</summary>
    Cpu,

    /// <summary>A graphics processor.</summary>
    Gpu,

    /// <summary>Anything else: an FPGA, a DSP, an accelerator card.</summary>
    Accelerator,
}
