/** What the agents report, word for word. */
export const RHEL8 = "Red Hat Enterprise Linux release 8.10 (Ootpa)";
export const RHEL9 = "Red Hat Enterprise Linux release 9.6 (Plow)";
export const ORACLE8 = "Oracle Linux Server release 8.10";
export const SLES15 = "SUSE Linux Enterprise Server 15 SP6";
export const UBUNTU = "Ubuntu 24.04.3 LTS";
export const AMAZON = "Amazon Linux 2023.8.20250818";
export const WINDOWS2016 = "Microsoft Windows Server 2016 Datacenter 10.0.14393";
export const WINDOWS2019 = "Microsoft Windows Server 2019 Datacenter 10.0.17763";
export const WINDOWS2022 = "Microsoft Windows Server 2022 Datacenter 10.0.20348";
