namespace Neuro.Emulator.Cpu.Learning;

/// <summary>How a rule's kernel goes over synapses.</summary>
internal enum RuleWay
{
    /// <summary>From one source: elements lie together.</summary>
    AlongRows,

    /// <summary>To one target: elements lie a row apart where dense; else they are gathered first.</summary>
    DownColumns,

    /// <summary>A list of any sources and targets whose elements lie together.</summary>
    OverAll,
}
