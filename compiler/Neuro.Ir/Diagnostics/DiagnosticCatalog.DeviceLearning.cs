namespace Neuro.Ir.Diagnostics;

/// <content>Learning on devices: rules whose changes become pulses.</content>
public static partial class DiagnosticCatalog
{
    /// <summary>{0}: device.</summary>
    public static readonly DiagnosticDescriptor DeviceWithoutPulses = new(
        "NEU3570", Severity.Error, "device '{0}' has no pulse model, so that nothing can be learned on it",
        "`neuro devices list` shows those with one; or fit one to measurements: `neuro devices fit`");

    /// <summary>{0}: program.</summary>
    public static readonly DiagnosticDescriptor NothingLearns = new(
        "NEU3571", Severity.Error, "program '{0}' has no plastic projection whose rules change the weight",
        "learning needs a projection with a plasticity, one step of which stores into the weight or proposes a change");

    /// <summary>{0}: rule; {1}: projection.</summary>
    public static readonly DiagnosticDescriptor RuleStoresAndProposes = new(
        "NEU3572", Severity.Error, "rule '{0}' of projection '{1}' both stores the weight and proposes a change",
        "let it do one of the two: on a device, stores become proposals");

    /// <summary>{0}: device; {1}: what is left out.</summary>
    public static readonly DiagnosticDescriptor DeviceEffectLeftOut = new(
        "NEU3573", Severity.Warning, "learning on device '{0}' leaves out its {1}", "a refined device without it learns alike");

    /// <summary>{0}: projection; {1}: device.</summary>
    public static readonly DiagnosticDescriptor AlreadyOnDevice = new(
        "NEU3574", Severity.Error, "projection '{0}' learns on device '{1}' already",
        "leave out --device, or start from the program with digital weights");
}
