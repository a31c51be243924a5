using System.Collections.Immutable;

namespace Neuro.Ir.Devices;

/// <summary>What the numbers of a pulse model have to be.</summary>
internal static class PulseRules
{
    private const int MostNodes = 4096;

    /// <summary>Adds the rules that <paramref name="pulse"/>, which is called <paramref name="path"/>, breaks.</summary>
    public static void Check(PulseModel pulse, string path, DeviceFindings findings)
    {
        switch (pulse)
        {
            case StepModel model:
                Step(model, path, findings);
                break;
            case NonlinearPulse model:
                findings.Number($"{path}.p_max", model.PMax, 1, 1_000_000, "pulses from g_min to g_max");
                findings.Number($"{path}.p_max_ltd", model.PMaxLtd, 0, 1_000_000, "pulses from g_max to g_min; 0 for p_max");
                findings.Number($"{path}.nl_ltp", model.NlLtp, -9, 9, "a nonlinearity label");
                findings.Number($"{path}.nl_ltd", model.NlLtd, -9, 9, "a nonlinearity label");
                findings.Number($"{path}.sigma_c2c", model.SigmaC2c, 0, 1, "a fraction of g_max - g_min");
                findings.Number($"{path}.sigma_d2d", model.SigmaD2d, 0, 9, "the spread of the nonlinearity labels");
                break;
            case QuerliozStep model:
                findings.Rule(model.WMax > model.WMin && double.IsFinite(model.WMax - model.WMin), $"{path}.w_max", model.WMax,
                    "above w_min", "bounds of the weight");
                Share(findings, $"{path}.alpha_plus", model.AlphaPlus, model.WMax - model.WMin);
                Share(findings, $"{path}.alpha_minus", model.AlphaMinus, model.WMax - model.WMin);
                findings.Number($"{path}.beta_plus", model.BetaPlus, 0, 100, "3 is usual");
                findings.Number($"{path}.beta_minus", model.BetaMinus, 0, 100, "3 is usual");
                Spread(findings, $"{path}.alpha_dtod", model.AlphaDtod);
                Spread(findings, $"{path}.bound_dtod", model.BoundDtod);
                break;
            case MeasuredStep model:
                findings.Nodes($"{path}.up", model.Up, 1, MostNodes, 0, 1, "a mean step as a fraction of g_max - g_min");
                findings.Nodes($"{path}.down", model.Down, 1, MostNodes, 0, 1, "a mean step as a fraction of g_max - g_min");
                findings.Nodes($"{path}.up_sigma", model.UpSigma, 0, MostNodes, 0, 1,
                    "a deviation as a fraction of g_max - g_min");
                findings.Nodes($"{path}.down_sigma", model.DownSigma, 0, MostNodes, 0, 1,
                    "a deviation as a fraction of g_max - g_min");
                Spread(findings, $"{path}.step_dtod", model.StepDtod);
                break;
            case OneSided model:
                findings.Rule(model.Cell is not (null or OneSided), $"{path}.cell", "one_sided", "another family",
                    "one pair of cells, each raised by pulses");
                findings.Number($"{path}.refresh_upper", model.RefreshUpper, 0, 1, "a share of the upper bound");
                findings.Number($"{path}.refresh_lower", model.RefreshLower, 0, 1, "a share of the upper bound");
                if (model.Cell is not (null or OneSided)) Check(model.Cell, $"{path}.cell", findings);
                break;
        }
    }

    private static void Step(StepModel model, string path, DeviceFindings findings)
    {
        findings.Rule(model.WMax >= 0 && model.WMin <= 0 && model.WMax > model.WMin && double.IsFinite(model.WMax - model.WMin),
            $"{path}.w_max", model.WMax, "0 or more, above w_min, which is 0 or less", "zero has to be a weight of the device");
        double range = Math.Max(model.WMax - model.WMin, 0);
        findings.Rule(model.DwMin > 0 && model.DwMin <= range, $"{path}.dw_min", model.DwMin, $"more than 0, and at most {range}",
            "the mean step at w = 0");
        findings.Number($"{path}.up_down", model.UpDown, -1, 1, "the relative difference of up and down steps");
        Spread(findings, $"{path}.dw_min_dtod", model.DwMinDtod);
        Spread(findings, $"{path}.up_down_dtod", model.UpDownDtod);
        Spread(findings, $"{path}.w_max_dtod", model.WMaxDtod);
        Spread(findings, $"{path}.w_min_dtod", model.WMinDtod);
        findings.Number($"{path}.dw_min_std", model.DwMinStd, 0, 1e4, "relative to the step");
        findings.Number($"{path}.write_noise_std", model.WriteNoiseStd, 0, 1e6, "in units of dw_min");
        findings.Number($"{path}.reset", model.Reset, model.WMin, model.WMax, "a state between the bounds");
        findings.Number($"{path}.reset_dtod", model.ResetDtod, 0, range, "an absolute spread");
        findings.Number($"{path}.reset_std", model.ResetStd, 0, range, "an absolute deviation");
        findings.Rule(model.Lifetime == 0 || model.Lifetime >= 1 && double.IsFinite(model.Lifetime), $"{path}.lifetime",
            model.Lifetime, "0, or 1 or more", "update cycles; 0 for a cell that does not leak");
        Spread(findings, $"{path}.lifetime_dtod", model.LifetimeDtod);
        Family(model, path, findings);
    }

    private static void Family(StepModel model, string path, DeviceFindings findings)
    {
        switch (model)
        {
            case LinearStep linear:
                findings.Number($"{path}.gamma_up", linear.GammaUp, 0, 100, "the share of the step lost at the bound");
                findings.Number($"{path}.gamma_down", linear.GammaDown, 0, 100, "the share of the step lost at the bound");
                Spread(findings, $"{path}.gamma_up_dtod", linear.GammaUpDtod);
                Spread(findings, $"{path}.gamma_down_dtod", linear.GammaDownDtod);
                break;
            case SoftBoundsReference reference:
                findings.Number($"{path}.reference_mean", reference.ReferenceMean, -1e3, 1e3, "a state");
                Spread(findings, $"{path}.reference_std", reference.ReferenceStd);
                Spread(findings, $"{path}.slope_up_dtod", reference.SlopeUpDtod);
                Spread(findings, $"{path}.slope_down_dtod", reference.SlopeDownDtod);
                break;
            case ExpStep exp:
                Coefficient(findings, $"{path}.a", exp.A);
                Coefficient(findings, $"{path}.b", exp.B);
                Coefficient(findings, $"{path}.gamma_up", exp.GammaUp);
                Coefficient(findings, $"{path}.gamma_down", exp.GammaDown);
                Coefficient(findings, $"{path}.a_up", exp.AUp);
                Coefficient(findings, $"{path}.a_down", exp.ADown);
                findings.Number($"{path}.dw_min_std_add", exp.DwMinStdAdd, 0, 1e3, "an absolute deviation");
                findings.Number($"{path}.dw_min_std_slope", exp.DwMinStdSlope, 0, 1e3, "a relative deviation");
                break;
            case PowStep pow:
                findings.Number($"{path}.pow_gamma", pow.PowGamma, 0, 100, "an exponent");
                Spread(findings, $"{path}.pow_gamma_dtod", pow.PowGammaDtod);
                findings.Number($"{path}.pow_up_down", pow.PowUpDown, -1, 1, "the relative difference of the exponents");
                Spread(findings, $"{path}.pow_up_down_dtod", pow.PowUpDownDtod);
                break;
            case PiecewiseStep piecewise:
                Factors(findings, $"{path}.piecewise_up", piecewise.PiecewiseUp);
                Factors(findings, $"{path}.piecewise_down", piecewise.PiecewiseDown);
                break;
        }
    }

    private static void Factors(DeviceFindings findings, string member, ImmutableArray<double> nodes) =>
        findings.Nodes(member, nodes, 1, MostNodes, 0, 1e6, "factors of the step, from the lower to the upper bound");

    private static void Coefficient(DeviceFindings findings, string member, double value) =>
        findings.Number(member, value, -1e3, 1e3, "a coefficient of the exponential step");

    private static void Spread(DeviceFindings findings, string member, double value) =>
        findings.Number(member, value, 0, 10, "a relative spread: 0.3 is 30%");

    private static void Share(DeviceFindings findings, string member, double value, double range) =>
        findings.Number(member, value, 0, Math.Max(range, 0), "a step within the bounds");
}
