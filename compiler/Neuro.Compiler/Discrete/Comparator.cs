namespace Neuro.Compiler.Discrete;

/// <summary>When a value counts as over its threshold.</summary>
public enum Comparator
{
    /// <summary>v &gt; threshold.</summary>
    GreaterThan,

    /// <summary>v ≥ threshold.</summary>
    GreaterOrEqual,
}
