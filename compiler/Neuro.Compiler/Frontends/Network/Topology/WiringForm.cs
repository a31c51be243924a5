namespace Neuro.Compiler.Frontends.Network.Topology;

/// <summary>How a wiring is stored.</summary>
internal enum WiringForm
{
    /// <summary>Every source reaches every target.</summary>
    Dense,

    /// <summary>Source i reaches target i.</summary>
    OneToOne,

    /// <summary>Lists of targets by source.</summary>
    Sparse,
}
