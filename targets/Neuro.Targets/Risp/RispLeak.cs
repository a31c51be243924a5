namespace Neuro.Targets.Risp;

/// <summary>Which neurons lose their potential with each tick (leak_mode).</summary>
public enum RispLeak
{
    /// <summary>None.</summary>
    None,

    /// <summary>All.</summary>
    All,

    /// <summary>Those whose property "Leak" is not 0.</summary>
    Configurable,
}
