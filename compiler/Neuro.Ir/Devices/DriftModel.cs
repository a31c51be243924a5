using System.Text.Json.Serialization;

namespace Neuro.Ir.Devices;

/// <summary>How a written conductance changes with time. t is the time since programming in seconds.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "model")]
[JsonDerivedType(typeof(PowerLawDrift), "power_law")]
[JsonDerivedType(typeof(LogarithmicDrift), "logarithmic")]
[JsonDerivedType(typeof(RelaxationDrift), "relaxation")]
public abstract record DriftModel;
