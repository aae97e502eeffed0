//! The closed lists of words in which a model is described.

use crate::words::words;

words! {
    /// What sort of model it is.
    pub enum Kind {
        LanguageModel = "language-model", "Language model";
        Embedding = "embedding", "Embedding";
        Vision = "vision", "Vision";
        Speech = "speech", "Speech";
        Classical = "classical", "Tabular or classical";
        Recommender = "recommender", "Recommender";
        Agent = "agent", "Agent";
        Other = "other", "Other";
        Unknown = "unknown", "Unknown";
    }
}

words! {
    /// Where the model comes from.
    pub enum Provenance {
        InHouse = "in-house", "In-house";
        FineTuned = "fine-tuned", "Fine-tuned";
        PreTrained = "pre-trained", "Pre-trained";
        ThirdPartyApi = "third-party-api", "Third-party API";
        Unknown = "unknown", "Unknown";
    }
}

impl Provenance {
    /// Whether the model, as it is used, comes from someone else.
    #[must_use]
    pub const fn is_from_supplier(self) -> bool {
        matches!(self, Self::PreTrained | Self::ThirdPartyApi)
    }

    /// Whether the model was trained here, at least in part.
    #[must_use]
    pub const fn is_trained_here(self) -> bool {
        matches!(self, Self::InHouse | Self::FineTuned)
    }
}

words! {
    /// How far a model has come. A retired model keeps the stage at which it was retired.
    pub enum Lifecycle {
        Planned = "planned", "Planned";
        Development = "development", "Development";
        Production = "production", "Production";
        Retiring = "retiring", "Retiring";
    }
}

words! {
    /// Who can reach the training data and the systems beneath the model.
    pub enum TrainingAccess {
        Restricted = "restricted", "Restricted";
        Open = "open", "Open";
        Unknown = "unknown", "Unknown";
        NotApplicable = "not-applicable", "Not applicable";
    }
}

words! {
    /// What a deployment is for.
    pub enum Environment {
        Production = "production", "Production";
        Staging = "staging", "Staging";
        Development = "development", "Development";
        Test = "test", "Test";
    }
}

words! {
    /// Whose machines a deployment runs on.
    pub enum Hosting {
        Cloud = "cloud", "Cloud";
        OnPremises = "on-premises", "On premises";
        Vendor = "vendor", "Vendor (SaaS)";
        Device = "device", "Device";
        Unknown = "unknown", "Unknown";
    }
}

words! {
    /// From where a deployment can be reached.
    pub enum Exposure {
        Internal = "internal", "Internal";
        Partner = "partner", "Partner";
        Public = "public", "Public";
        Unknown = "unknown", "Unknown";
    }
}

words! {
    /// Whether something is switched on.
    pub enum Switch {
        On = "on", "On";
        Off = "off", "Off";
        Unknown = "unknown", "Unknown";
    }
}

words! {
    /// How sensitive the data of a source is.
    pub enum Classification {
        Public = "public", "Public";
        Internal = "internal", "Internal";
        Confidential = "confidential", "Confidential";
        Restricted = "restricted", "Restricted";
        Unknown = "unknown", "Unknown";
    }
}

words! {
    /// A fact that may not be known yet.
    pub enum YesNoUnknown {
        Yes = "yes", "Yes";
        No = "no", "No";
        Unknown = "unknown", "Unknown";
    }
}

words! {
    /// How far a permission reaches.
    pub enum AccessLevel {
        Use = "use", "Use";
        Read = "read", "Read";
        Write = "write", "Read and write";
        Admin = "admin", "Administer";
        /// Everything, or by wildcard.
        Broad = "broad", "Broad or wildcard";
    }
}

impl AccessLevel {
    /// Whether the rights are so broad that they need a reason.
    #[must_use]
    pub const fn is_broad(self) -> bool {
        matches!(self, Self::Admin | Self::Broad)
    }
}

words! {
    /// Where a credential is kept.
    pub enum SecretPlace {
        SecretStore = "secret-store", "Secret store";
        Environment = "environment", "Environment variable";
        Code = "code", "Code or configuration file";
        Person = "person", "A person";
        Unknown = "unknown", "Unknown";
    }
}

words! {
    /// How the check of a supplier's model ended.
    pub enum ValidationResult {
        Passed = "passed", "Passed";
        PassedWithConditions = "passed-with-conditions", "Passed with conditions";
        Failed = "failed", "Failed";
    }
}
