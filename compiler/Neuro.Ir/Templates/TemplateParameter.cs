namespace Neuro.Ir.Templates;

/// <summary>A parameter of a template: within its range, no operation of the expansion wraps and every store fits.</summary>
/// <param name="Name">Its name in the micro-program.</param>
/// <param name="Description">What it is, with its unit.</param>
/// <param name="Range">The integers it may be.</param>
public sealed record TemplateParameter(string Name, string Description, Interval Range);
