using System.Text.Json.Serialization;

namespace Neuro.Ir.Devices;

/// <summary>
/// How one programming pulse changes a cell. The families are the records derived from it, in the field's names. A family
/// works in a state w of its own, whose nominal range <see cref="StateMinimum"/> … <see cref="StateMaximum"/> stands for the
/// device's <see cref="DeviceModel.GMin"/> … <see cref="DeviceModel.GMax"/>, linearly. ξ is a standard normal deviate, a new
/// one each time.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "model")]
[JsonDerivedType(typeof(ConstantStep), "constant_step")]
[JsonDerivedType(typeof(LinearStep), "linear_step")]
[JsonDerivedType(typeof(SoftBounds), "soft_bounds")]
[JsonDerivedType(typeof(SoftBoundsReference), "soft_bounds_reference")]
[JsonDerivedType(typeof(ExpStep), "exp_step")]
[JsonDerivedType(typeof(PowStep), "pow_step")]
[JsonDerivedType(typeof(PiecewiseStep), "piecewise_step")]
[JsonDerivedType(typeof(NonlinearPulse), "nonlinear_pulse")]
[JsonDerivedType(typeof(QuerliozStep), "querlioz_step")]
[JsonDerivedType(typeof(MeasuredStep), "measured_step")]
[JsonDerivedType(typeof(OneSided), "one_sided")]
public abstract record PulseModel
{
    /// <summary>State that stands for the smallest conductance.</summary>
    [JsonIgnore]
    public abstract double StateMinimum { get; }

    /// <summary>State that stands for the largest conductance.</summary>
    [JsonIgnore]
    public abstract double StateMaximum { get; }
}
