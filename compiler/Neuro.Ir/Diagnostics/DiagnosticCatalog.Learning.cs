namespace Neuro.Ir.Diagnostics;

/// <content>Plasticities, commits by pulses and reductions of programs.</content>
public static partial class DiagnosticCatalog
{
    /// <summary>{0}: projection; {1}: why not.</summary>
    public static readonly DiagnosticDescriptor IrPlastic = new(
        "NEU2118", Severity.Error, "projection '{0}' cannot be plastic: {1}",
        "a plastic projection is dense, sparse or one_to_one, of at most 2^30 synapses, with one delay for all and no crossbar");

    /// <summary>{0}: projection; {1}: array; {2}: what is wrong with it.</summary>
    public static readonly DiagnosticDescriptor IrSynapseArray = new(
        "NEU2119", Severity.Error, "projection '{0}': per-synapse array '{1}' {2}",
        "names differ and are not 'weight'; widths are 1 to 32 bits (31 unsigned); initial elements fit them");

    /// <summary>{0}: projection; {1}: number of the step; {2}: rule; {3}: kind of thing; {4}: its name; {5}: what is
    /// wrong.</summary>
    public static readonly DiagnosticDescriptor IrRuleBinding = new(
        "NEU2120", Severity.Error, "projection '{0}', step {1} (rule '{2}'): {3} '{4}' {5}",
        "bind each parameter, table and state of the rule once, and nothing else");

    /// <summary>{0}: projection; {1}: number of the step; {2}: rule; {3}: what is wrong.</summary>
    public static readonly DiagnosticDescriptor IrStep = new(
        "NEU2121", Severity.Error, "projection '{0}', step {1} (rule '{2}'): {3}",
        "SEMANTICS.md, section 11, says what each kind of step takes and does");

    /// <summary>{0}: projection; {1}: number of the step; {2}: rule; {3}: what it stores; {4}: array; {5}: what that
    /// holds.</summary>
    public static readonly DiagnosticDescriptor IrSynapseOverflow = new(
        "NEU2122", Severity.Error, "projection '{0}', step {1}: rule '{2}' stores {3} in '{4}', which holds {5}",
        "clamp the value with 'min' and 'max' or 'sat', or widen the array or the plasticity's weights");

    /// <summary>{0}: projection; {1}: what is wrong; {2}: hint.</summary>
    public static readonly DiagnosticDescriptor IrCommit = new(
        "NEU2123", Severity.Error, "projection '{0}': the commit's {1}", "{2}");

    /// <summary>{0}: reduction; {1}: what is wrong; {2}: hint.</summary>
    public static readonly DiagnosticDescriptor IrReduction = new("NEU2124", Severity.Error, "reduction '{0}': {1}", "{2}");

    /// <summary>{0}: projection; {1}: initial weights; {2}: range of the plasticity.</summary>
    public static readonly DiagnosticDescriptor IrWeightRange = new(
        "NEU2125", Severity.Error, "projection '{0}' begins with weights {1}; its plasticity holds {2}",
        "widen the plasticity's weights, or clip the initial ones");
}
